/** The command line as pipelines use it: baselines, changes, globs, standard input, what git ignores, several outputs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wantsColours, wantsProgress } from "../../../server/src/cli/environment";
import { publicAddress } from "../../../server/src/cli/git";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { runIn, writeFiles } from "./terminal";

const ALIASED = (name: string, more = ""): string =>
  `resource "aws_kms_key" "${name}" {\n${more}}\nresource "aws_kms_alias" "${name}" {\n  name          = "alias/${name}"\n  target_key_id = aws_kms_key.${name}.key_id\n}\n`;
const ROTATED = "  enable_key_rotation = true\n";

describe("the command line in a pipeline", () => {
  const host = createNodeHost();
  let root: string;

  const write = (files: Readonly<Record<string, string>>): void => writeFiles(root, files);

  function git(...args: string[]): void {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...args], { cwd: root, stdio: "pipe" });
  }

  async function cli(args: readonly string[], { from = ".", input = "", environment = {} } = {}) {
    const progress: string[] = [];
    const terminal = {
      host,
      workingDirectory: join(root, from),
      colours: true,
      environment,
      input: async () => input,
      showProgress: (text: string) => progress.push(text),
    };
    return { ...(await runIn(terminal, args)), progress };
  }

  /** The resources with violations, by file. */
  async function found(args: readonly string[], options = {}): Promise<string[]> {
    const { out } = await cli(["check", "--format", "json", ...args], options);
    const { findings }: { findings: { file: string; resource: string; status: string }[] } = JSON.parse(out);
    return findings.filter(({ status }) => status === "fail").map(({ file, resource }) => `${file} ${resource}`);
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "ci-")));
    git("init", "--quiet", "--initial-branch=main");
  });

  afterEach(() => rmSync(root, { recursive: true }));

  describe("--output", () => {
    it("writes a form to a file and another to the standard output", async () => {
      write({ "main.tf": ALIASED("a") });
      const { code, out } = await cli(["check", "--format", "sarif", "--output", "a.sarif", "--format", "text"]);
      assert.equal(code, 1);
      assert.match(out, /violations: 1/);
      assert.equal(JSON.parse(readFileSync(join(root, "a.sarif"), "utf8")).version, "2.1.0");
    });

    it("takes a file before its form, and text when there is none", async () => {
      write({ "main.tf": ALIASED("a") });
      assert.equal((await cli(["check", "-o", "a.json", "--format", "json"])).out, "");
      assert.equal(JSON.parse(readFileSync(join(root, "a.json"), "utf8")).summary.fail, 1);
      assert.equal((await cli(["check", "-o", "a.txt"])).out, "");
      const text = readFileSync(join(root, "a.txt"), "utf8");
      assert.match(text, /^main\.tf\n/);
      assert(!text.includes("\u001b"), "colours in a file");
    });

    for (const [args, reason] of [
      [["--format", "text", "--format", "json"], /only one form can go to the standard output/],
      [["--output", "a", "--output", "b"], /each --output needs a --format/],
      [["--output", "nowhere/a"], /nowhere\/a cannot be written/],
    ] as const) {
      it(`refuses ${args.join(" ")}`, async () => {
        write({ "main.tf": ALIASED("a") });
        const { code, error } = await cli(["check", ...args]);
        assert.equal(code, 2);
        assert.match(error, reason);
      });
    }
  });

  it("names files from the root of the repository where a service reads the form", async () => {
    write({ "envs/prod/main.tf": 'module "k" {\n  source = "../../key"\n}\n', "key/main.tf": ALIASED("a") });
    const { out } = await cli(["check", "--format", "github"], { from: "envs/prod" });
    assert.match(out, /^::error file=key\/main\.tf,/m);
    assert.deepEqual(await found([], { from: "envs/prod" }), ["../../key/main.tf aws_kms_key.a"]);
  });

  describe("--baseline", () => {
    for (const format of ["json", "sarif"]) {
      it(`hides what the ${format} of an earlier run holds, wherever it stands now, and tells what is gone`, async () => {
        write({ "main.tf": ALIASED("a") + ALIASED("b"), "x/main.tf": ALIASED("x") });
        await cli(["check", "--format", format, "--output", "known"]);
        write({ "main.tf": `# moved\n\n${ALIASED("new")}${ALIASED("b")}${ALIASED("a", ROTATED)}` });
        const { code, out, error } = await cli(["check", "--baseline", "known"]);
        assert.equal(code, 1);
        assert.match(out, /aws_kms_key\.new is not rotated/);
        assert.match(out, /violations: 1\b/);
        assert(!out.includes("aws_kms_key.b"));
        assert.match(
          error,
          /not listed: 2; in the baseline and gone: 1\n {2}main\.tf: aws_kms_key\.a \[waf-sec-030\.tf\.aws\.kms-key-rotation\]\n/,
        );
        assert.deepEqual(await found(["--baseline", "known"]), ["main.tf aws_kms_key.new"]);
      });
    }

    it("passes when everything is known", async () => {
      write({ "main.tf": ALIASED("a") });
      await cli(["check", "--format", "json", "-o", "known"]);
      assert.equal((await cli(["check", "--baseline", "known"])).code, 0);
    });

    it("does not know what was waived or could not be verified", async () => {
      const waived = `# waf-sec-030:ignore[kms-key-rotation] by hand\n${ALIASED("a")}`;
      const open = `variable "on" {}\n${ALIASED("b", "  enable_key_rotation = var.on\n")}`;
      write({ "main.tf": waived + open });
      await cli(["check", "--format", "json", "-o", "known"]);
      assert.equal((await cli(["check", "--baseline", "known"])).code, 0);
      write({ "main.tf": ALIASED("a") + open.replace("{}", "{\n  default = false\n}") });
      const { code, error } = await cli(["check", "--baseline", "known"]);
      assert.equal(code, 1);
      assert.match(error, /not listed: 0; in the baseline and gone: 0/);
      assert.equal((await found(["--baseline", "known"])).length, 2);
    });

    it("calls nothing gone that was not checked", async () => {
      write({ "a/main.tf": ALIASED("a"), "b/main.tf": ALIASED("b") });
      await cli(["check", "--format", "json", "-o", "known"]);
      assert.match(
        (await cli(["check", "a", "--baseline", "known"])).error,
        /not listed: 1; in the baseline and gone: 0/,
      );
      rmSync(join(root, "b/main.tf"));
      assert.match((await cli(["check", "--baseline", "known"])).error, /not listed: 1; in the baseline and gone: 1/);
    });

    for (const [text, reason] of [
      [undefined, /known: the baseline cannot be read/],
      ["", /known: not a result of check/],
      ["[]", /known: not a result of check/],
      ['{"findings":[{"checkId":"a"}]}', /known: not a result of check/],
      ['{"runs":[{"results":[{"ruleId":"other"}]}]}', /known: not a result of check/],
    ] as const) {
      it(`refuses ${text ?? "a file that is not there"}`, async () => {
        write({ "main.tf": ALIASED("a"), ...(text === undefined ? {} : { known: text }) });
        const { code, error, out } = await cli(["check", "--baseline", "known"]);
        assert.deepEqual([code, out], [2, ""]);
        assert.match(error, reason);
      });
    }
  });

  describe("--changed-since", () => {
    function commit(): void {
      git("add", "--all");
      git("commit", "--quiet", "--message=x");
    }

    it("lists findings in files that have changed, and those that a changed file causes", async () => {
      write({
        "old/main.tf": ALIASED("old"),
        "new dir/é.tf": ALIASED("touched"),
        "db/main.tf": `resource "aws_db_instance" "d" {\n  storage_encrypted = var.on\n  kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1"\n}\n`,
        "db/variables.tf": 'variable "on" {\n  default = true\n}\n',
      });
      commit();
      assert.deepEqual(await found(["--changed-since", "HEAD"]), []);
      assert.equal((await cli(["check", "--changed-since", "HEAD"])).code, 0);
      write({ "new dir/é.tf": `# changed\n${ALIASED("touched")}`, "untracked.tf": ALIASED("untracked") });
      write({ "db/variables.tf": 'variable "on" {\n  default = false\n}\n' });
      const changed = [
        "db/main.tf aws_db_instance.d",
        "new dir/é.tf aws_kms_key.touched",
        "untracked.tf aws_kms_key.untracked",
      ];
      assert.deepEqual(await found(["--changed-since", "HEAD"]), changed);
      assert.deepEqual(await found([".", "--changed-since", "main"], { from: "db" }), ["main.tf aws_db_instance.d"]);
      commit();
      assert.deepEqual(await found(["--changed-since", "HEAD"]), []);
      assert.deepEqual(await found(["--changed-since", "HEAD~1"]), changed);
    });

    it("counts from where the branches part", async () => {
      write({ "main.tf": ALIASED("a") });
      commit();
      git("checkout", "--quiet", "-b", "feature");
      write({ "feature.tf": ALIASED("feature") });
      commit();
      git("checkout", "--quiet", "main");
      write({ "main.tf": `# later\n${ALIASED("a")}` });
      commit();
      git("checkout", "--quiet", "feature");
      assert.deepEqual(await found(["--changed-since", "main"]), ["feature.tf aws_kms_key.feature"]);
    });

    it("leaves out what cannot be read in other files", async () => {
      write({ "broken.tf": 'resource "a" {\n  b = \n}\n', "main.tf": ALIASED("a", ROTATED) });
      commit();
      assert(!(await cli(["check", "--changed-since", "HEAD"])).out.includes("broken.tf"));
      assert((await cli(["check"])).out.includes("broken.tf"));
    });

    it("runs nothing that the repository names, and takes no reference for an option", async () => {
      write({ "main.tf": ALIASED("a") });
      commit();
      const trap = join(root, ".git/trap");
      writeFileSync(trap, `#!/bin/sh\ntouch "${root}/.git/caught"\n`, { mode: 0o755 });
      git("config", "core.fsmonitor", trap);
      git("config", "diff.external", trap);
      write({ "main.tf": `# changed\n${ALIASED("a")}` });
      assert.deepEqual(await found(["--changed-since", "HEAD"]), ["main.tf aws_kms_key.a"]);
      assert.throws(() => readFileSync(`${root}/.git/caught`));
      for (const reference of [`--output=${root}/.git/caught`, "-h", "HEAD; touch caught", ""]) {
        const { code, error } = await cli(["check", `--changed-since=${reference}`]);
        assert.equal(code, 2);
        assert.match(error, /git knows no such commit/);
      }
    });

    it("says so where there is no repository", async () => {
      write({ "main.tf": ALIASED("a") });
      rmSync(join(root, ".git"), { recursive: true });
      const { code, error } = await cli(["check", "--changed-since", "HEAD", "--lang", "de"]);
      assert.equal(code, 2);
      assert.match(error, /git sagt nicht, was sich geändert hat: .*not a git repository/);
    });
  });

  describe("paths", () => {
    it("may be globs", async () => {
      write({ "a.tf": ALIASED("a"), "x/b.tf": ALIASED("b"), "x/y/c.tf": ALIASED("c"), "[z]/d.tf": ALIASED("d") });
      assert.deepEqual(await found(["*.tf"]), ["a.tf aws_kms_key.a"]);
      assert.deepEqual(await found(["x/**/*.tf"]), ["x/b.tf aws_kms_key.b", "x/y/c.tf aws_kms_key.c"]);
      assert.deepEqual(await found(["**/{a,c}.tf"]), ["a.tf aws_kms_key.a", "x/y/c.tf aws_kms_key.c"]);
      assert.deepEqual(await found(["x/?"]), ["x/y/c.tf aws_kms_key.c"]);
      assert.deepEqual(await found([`${root}/x/*.tf`]), ["x/b.tf aws_kms_key.b"]);
      assert.deepEqual(await found(["../*.tf"], { from: "x" }), ["../a.tf aws_kms_key.a"]);
      // A file that is called so.
      assert.deepEqual(await found(["[z]/d.tf"]), ["[z]/d.tf aws_kms_key.d"]);
      const { code, error } = await cli(["check", "**/none.tf"]);
      assert.equal(code, 2);
      assert.match(error, /\*\*\/none\.tf: no such file or folder/);
    });

    it("leave out what git ignores and .terraform, but for modules installed there", async () => {
      write({
        ".gitignore": ".terraform/\nbuild/\n/ignored.tf\n",
        "main.tf": 'module "k" {\n  source  = "example/key/aws"\n}\n',
        "ignored.tf": ALIASED("ignored"),
        "build/copy.tf": ALIASED("copy"),
        "x/build/copy.tf": ALIASED("copy"),
        "x/ignored.tf": ALIASED("x"),
        ".terraform/modules/modules.json": JSON.stringify({
          Modules: [
            { Key: "", Source: "", Dir: "." },
            { Key: "k", Source: "registry.terraform.io/example/key/aws", Dir: ".terraform/modules/k" },
          ],
        }),
        ".terraform/modules/k/main.tf": ALIASED("installed"),
        ".terraform/modules/other/main.tf": ALIASED("other"),
      });
      const all = ["main.tf aws_kms_key.installed", "x/ignored.tf aws_kms_key.x"];
      assert.deepEqual(await found([]), all);
      assert.deepEqual(await found(["**/*.tf"]), all);
      // Named all the same.
      assert.deepEqual(await found(["build"]), ["build/copy.tf aws_kms_key.copy"]);
      assert.deepEqual(await found(["ignored.tf"]), ["ignored.tf aws_kms_key.ignored"]);
    });
  });

  it("checks what git tracks although a rule names it", async () => {
    write({ ".gitignore": "build/\nlocal.tf\n", "build/x/a.tf": ALIASED("a"), "local.tf": ALIASED("local") });
    git("add", "--force", "build");
    write({ "build/x/b.tf": ALIASED("b"), "build/y/c.tf": ALIASED("c") });
    assert.deepEqual(await found([]), ["build/x/a.tf aws_kms_key.a"]);
    assert.deepEqual(await found(["**/*.tf"]), ["build/x/a.tf aws_kms_key.a"]);
  });

  describe("standard input", () => {
    it("is checked as the text of a file, with the rest of its module from disk", async () => {
      write({ "m/main.tf": ALIASED("disk"), "m/variables.tf": 'variable "on" {\n  default = false\n}\n' });
      const input = ALIASED("typed", "  enable_key_rotation = var.on\n");
      for (const name of ["m/main.tf", "m/new.tf"]) {
        assert.deepEqual(await found(["-", "--stdin-filename", name], { input }), [`${name} aws_kms_key.typed`]);
      }
      assert.deepEqual(await found(["-", "--stdin-filename", "nowhere/a.tf"], { input: ALIASED("a") }), [
        "nowhere/a.tf aws_kms_key.a",
      ]);
    });

    for (const args of [["-"], ["-", "a.tf", "--stdin-filename", "b.tf"], ["--stdin-filename", "b.tf"]]) {
      it(`refuses ${args.join(" ")}`, async () => {
        const { code, error } = await cli(["check", ...args]);
        assert.equal(code, 2);
        assert.match(error, /the standard input is one file: check - --stdin-filename <file>/);
      });
    }
  });

  it("tells wafpass where it ran", async () => {
    write({ "main.tf": ALIASED("a") });
    git("add", "--all");
    git("commit", "--quiet", "--message=x");
    git("remote", "add", "origin", "https://user:hunter2@example.com/team/shop.git");
    const [wafpass, sarif] = await Promise.all(
      ["wafpass", "sarif"].map(async (format) => {
        const { out } = await cli(["check", "--format", format], { environment: { GITLAB_CI: "true", CI: "true" } });
        assert(!out.includes("hunter2"));
        return JSON.parse(out);
      }),
    );
    assert.equal(wafpass.branch, "main");
    assert.match(wafpass.git_sha, /^[0-9a-f]{40}$/);
    assert.deepEqual([wafpass.triggered_by, wafpass.run.is_cicd], ["gitlab-ci", true]);
    assert.deepEqual(sarif.runs[0].versionControlProvenance, [
      {
        repositoryUri: "https://example.com/team/shop.git",
        revisionId: wafpass.git_sha,
        branch: "main",
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
    ]);
  });

  it("shows progress when it takes long, and leaves nothing of it behind", async () => {
    write(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}/main.tf`, ALIASED("a")])));
    const real = host.now;
    let now = 0;
    // A clock that runs fast.
    Object.assign(host, { now: () => (now += 100) });
    try {
      const { progress } = await cli(["check"]);
      assert(progress.some((text) => /files read: \d+/.test(text)));
      assert(progress.some((text) => /resources judged: \d+ █+░* \d+ %/.test(text)));
      assert.equal(progress.at(-1), "\r\u001b[2K");
    } finally {
      Object.assign(host, { now: real });
    }
    assert.deepEqual((await cli(["check", "0"])).progress, []);
  });
});

describe("the environment", () => {
  it("asks for colours or forbids them", () => {
    assert.equal(wantsColours({}, true), true);
    assert.equal(wantsColours({}, false), false);
    assert.equal(wantsColours({ NO_COLOR: "1" }, true), false);
    assert.equal(wantsColours({ NO_COLOR: "" }, true), true);
    assert.equal(wantsColours({ TERM: "dumb" }, true), false);
    assert.equal(wantsColours({ FORCE_COLOR: "1" }, false), true);
    assert.equal(wantsColours({ FORCE_COLOR: "1", NO_COLOR: "1" }, false), true);
    assert.equal(wantsColours({ FORCE_COLOR: "0" }, true), false);
  });

  it("has progress only where a person looks", () => {
    assert.equal(wantsProgress({}, true), true);
    assert.equal(wantsProgress({}, false), false);
    assert.equal(wantsProgress({ CI: "true" }, true), false);
    assert.equal(wantsProgress({ CI: "false" }, true), true);
    assert.equal(wantsProgress({ TERM: "dumb" }, true), false);
  });

  it("names repositories without what lets someone in", () => {
    assert.equal(publicAddress("https://u:p@example.com/a/b.git"), "https://example.com/a/b.git");
    assert.equal(publicAddress("git@example.com:a/b.git"), "https://example.com/a/b.git");
    assert.equal(publicAddress("ssh://git@example.com:22/a/b"), "ssh://example.com:22/a/b");
    assert.equal(publicAddress("/home/someone/repository"), undefined);
    assert.equal(publicAddress("C:\\repository"), undefined);
    assert.equal(publicAddress(undefined), undefined);
  });
});
