import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { parse } from "smol-toml";
import { SETTINGS_SECTION } from "../../shared/src";
import { snippet } from "./documentation";

const COMMAND = ["waf-sec-030", "lsp", "--stdio"];
const SETTINGS = { [SETTINGS_SECTION]: { checks: { "kms-key-alias": "off" } } };

describe("what the documentation says to paste", () => {
  for (const name of ["neovim", "neovim-older"]) {
    it(`is Lua: ${name}`, function () {
      const check =
        "local ok, problem = loadstring(io.read('*a')) if not ok then io.stderr:write(problem) os.exit(1) end";
      const args = ["--headless", "--clean", "--cmd", `lua ${check}`, "--cmd", "qall!"];
      const { error, status, stderr } = spawnSync("nvim", args, { input: snippet(name), encoding: "utf8" });
      if (error) this.skip();
      assert.equal(status, 0, stderr);
    });
  }

  it("is TOML, for Helix", () => {
    const { language, ...others } = JSON.parse(JSON.stringify(parse(snippet("helix"))));
    const [command, ...args] = COMMAND;
    assert.deepEqual(others, { "language-server": { "waf-sec-030": { command, args, config: SETTINGS } } });
    const servers = ["terraform-ls", "waf-sec-030"];
    assert.deepEqual(language, [
      { name: "hcl", "language-servers": servers },
      { name: "tfvars", "language-servers": servers },
    ]);
  });

  it("is Lisp, for Emacs", function () {
    const check = '(with-temp-buffer (emacs-lisp-mode) (insert (read-string "")) (check-parens))';
    const args = ["-Q", "--batch", "--eval", check];
    const input = `${snippet("emacs").replaceAll("\n", " ")}\n`;
    const { error, status, stderr } = spawnSync("emacs", args, { input, encoding: "utf8" });
    if (error) this.skip();
    assert.equal(status, 0, stderr);
  });

  it("is JSON, for Zed and JetBrains", () => {
    const { lsp } = JSON.parse(snippet("zed"));
    assert.deepEqual(lsp["terraform-ls"].binary.arguments, COMMAND.slice(1));
    assert.deepEqual(lsp["terraform-ls"].initialization_options, SETTINGS);
    const { id, programArgs, fileTypeMappings } = JSON.parse(snippet("jetbrains"));
    assert.equal(id, COMMAND[0]);
    assert(Object.values<string>(programArgs).every((command) => command.includes("lsp --stdio")));
    assert.deepEqual(fileTypeMappings[0].fileType.patterns, ["*.tf", "*.tofu", "*.tfvars"]);
  });
});
