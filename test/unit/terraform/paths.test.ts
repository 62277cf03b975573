import assert from "node:assert/strict";
import { dirname, isInside, resolvePath } from "../../../server/src/engine/terraform";

describe("paths", () => {
  for (const [dir, path, expected] of [
    ["/shop", "../main.tf", "/main.tf"],
    ["/shop", "../../../main.tf", "/main.tf"],
    ["/shop", "./modules//key/.", "/shop/modules/key"],
    ["/shop", "/etc", "/etc"],
    ["/shop", "..", "/"],
    ["/", "main.tf", "/main.tf"],
    ["c:/shop", "../../main.tf", "c:/main.tf"],
    ["c:/shop", "..", "c:"],
    ["//server/share", "../../main.tf", "//server/main.tf"],
    ["memfs:/shop", "../../main.tf", "memfs:/main.tf"],
    ["memfs:", "main.tf", "memfs:/main.tf"],
    ["vscode-vfs://github/me/shop", "../key/main.tf", "vscode-vfs://github/me/key/main.tf"],
    ["vscode-vfs://github/me", "../../../main.tf", "vscode-vfs://github/main.tf"],
  ] as const) {
    it(`${path} in ${dir} is ${expected}`, () => assert.equal(resolvePath(dir, path), expected));
  }

  for (const [path, expected] of [
    ["/shop/main.tf", ["/shop", "/", "/"]],
    ["c:/shop/main.tf", ["c:/shop", "c:", "c:"]],
    ["memfs:/shop/main.tf", ["memfs:/shop", "memfs:", "memfs:"]],
    ["vscode-vfs://github/me/main.tf", ["vscode-vfs://github/me", "vscode-vfs://github", "vscode-vfs://github"]],
    ["untitled:Untitled-1", ["/", "/"]],
  ] as const) {
    it(`${path} lies in ${expected[0]}, and so on up to where nothing is above`, () => {
      let at: string = path;
      for (const each of expected) {
        at = dirname(at);
        assert.equal(at, each);
      }
    });
  }

  it("lie in their root", () => {
    assert(isInside("memfs:", "memfs:/main.tf"));
    assert(isInside("vscode-vfs://github", "vscode-vfs://github/me"));
    assert(!isInside("vscode-vfs://github", "vscode-vfs://gitlab/me"));
  });
});
