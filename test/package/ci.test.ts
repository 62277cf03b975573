/** What is there to paste into a pipeline, run as the pipeline would run it, with the package as it is published. */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { version } from "../../package.json";
import { TARBALL } from "./archives";

const KEY =
  'resource "aws_kms_key" "KEY" {\n}\nresource "aws_kms_alias" "KEY" {\n  name          = "alias/KEY"\n  target_key_id = aws_kms_key.KEY.key_id\n}\n';
const key = (name: string): string => KEY.replaceAll("KEY", name);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

/** The YAML of a section of the page. */
function snippet(heading: string): string {
  const page = readFileSync("docs/ci.md", "utf8");
  const [, text] = new RegExp(`## ${heading}\\n\\n\`\`\`ya?ml\\n(.*?)\`\`\``, "s").exec(page) ?? [];
  assert(text, heading);
  return text;
}

// The shell of a pipeline is a Unix one.
(process.platform === "win32" ? describe.skip : describe)("a pipeline", function () {
  this.timeout(120_000);
  const tarball = resolve(TARBALL);
  let base: string;
  let project: string;

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, name)), { recursive: true });
      writeFileSync(join(project, name), text);
    }
  }

  /** Runs a script as GitHub's and GitLab's runners do. */
  function bash(script: string, environment: Readonly<Record<string, string>>): SpawnSyncReturns<string> {
    const env = { ...process.env, npm_config_offline: "true", ...environment };
    return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: project,
      env,
      encoding: "utf8",
    });
  }

  function git(...args: string[]): void {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    const { status, stderr } = spawnSync("git", [...identity, ...args], { cwd: project, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }

  before(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "pipeline ü-")));
  });

  beforeEach(() => {
    project = join(base, "project");
    mkdirSync(project);
    git("init", "--quiet", "--initial-branch=main");
  });

  afterEach(() => rmSync(project, { recursive: true }));

  after(() => rmSync(base, { recursive: true }));

  describe("on GitHub", () => {
    const action: Action = parse(readFileSync("action.yml", "utf8"));

    const [install, check] = action.runs.steps;

    function run(step: typeof install, inputs: Readonly<Record<string, string>>): SpawnSyncReturns<string> {
      assert(step && !step.run.includes("${{"), "an input in a script");
      const filled = (text: string): string =>
        text.replace(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_, name: string) => inputs[name] ?? action.inputs[name]!.default,
        );
      const values = Object.entries(step.env).map(([name, text]) => [name, filled(text)]);
      return bash(step.run, { RUNNER_TEMP: join(base, "runner"), ...Object.fromEntries(values) });
    }

    before(() => {
      assert.equal(action.runs.steps.length, 2);
      project = base;
      const { status, stderr } = run(install, { package: tarball });
      assert.equal(status, 0, stderr);
    });

    it("annotates violations and fails", () => {
      write({ "a/main.tf": key("a") });
      const { status, stdout, stderr } = run(check, {});
      assert.equal(status, 1, stderr);
      assert.match(stdout, /^::error file=a\/main\.tf,line=1,.*aws_kms_key\.a is not rotated/m);
    });

    it("passes, and writes SARIF, when nothing is new", () => {
      write({ "main.tf": key("a") });
      assert.equal(run(check, { "sarif-file": "known it.sarif" }).status, 1);
      const { status, stdout } = run(check, { baseline: "known it.sarif", "sarif-file": "new.sarif" });
      assert.equal(status, 0, stdout);
      assert.deepEqual(JSON.parse(readFileSync(join(project, "new.sarif"), "utf8")).runs[0].results, []);
    });

    it("takes paths and globs, a line each, and a commit, whatever they hold", () => {
      write({ "a b/main.tf": key("a"), "c/main.tf": key("c"), "d/main.tf": key("d"), "-e/main.tf": key("e") });
      const { stdout } = run(check, { paths: "a b\nc/*.tf\n\n-e\n", "fail-on": "error" });
      assert.deepEqual([...stdout.matchAll(/^::error file=(.+?),/gm)].map(([, file]) => file).sort(), [
        "-e/main.tf",
        "a b/main.tf",
        "c/main.tf",
      ]);
      git("add", "--all");
      git("commit", "--quiet", "--message=x");
      write({ "c/main.tf": `# changed\n${key("c")}` });
      assert.deepEqual(
        [...run(check, { "changed-since": "HEAD" }).stdout.matchAll(/^::error file=(.+?),/gm)].map(([, file]) => file),
        ["c/main.tf"],
      );
      const injected = run(check, { paths: "$(touch caught); `touch caught`", "changed-since": '"; touch caught; "' });
      assert.equal(injected.status, 2);
      assert.throws(() => readFileSync(join(project, "caught")));
    });

    it("is pasted with inputs that it has, at the version that it installs", () => {
      const workflow = parse(snippet("GitHub"));
      const steps: { uses: string; with: object }[] = workflow.jobs.encryption.steps;
      const step = steps.find(({ uses }) => uses.startsWith("waf-sec-030/"));
      assert.equal(step?.uses, `waf-sec-030/waf-sec-030@v${version}`);
      for (const name of Object.keys(step?.with ?? {})) assert(name in action.inputs, name);
      assert.equal(action.inputs["package"]?.default, `waf-sec-030@${version}`);
    });
  });

  describe("on GitLab", () => {
    const job: { variables: Record<string, string>; script: string[]; artifacts: { reports: Record<string, string> } } =
      parse(snippet("GitLab"))["waf-sec-030"];

    it("reports code quality and tests, and fails", () => {
      write({ "a/main.tf": key("a") });
      const prefix = join(base, "node");
      const { status, stdout, stderr } = bash(job.script.join("\n"), {
        ...job.variables,
        WAF_SEC_030: tarball,
        npm_config_prefix: prefix,
        PATH: `${prefix}/bin:${process.env["PATH"]}`,
      });
      assert.equal(status, 1, stderr);
      assert.match(stdout, /aws_kms_key\.a is not rotated/);
      const { codequality, junit } = job.artifacts.reports;
      const [issue] = JSON.parse(readFileSync(join(project, codequality!), "utf8"));
      assert.equal(issue.location.path, "a/main.tf");
      assert.match(readFileSync(join(project, junit!), "utf8"), /<failure /);
    });

    it("installs the version that it names", () => {
      assert.equal(job.variables["WAF_SEC_030"], `waf-sec-030@${version}`);
    });
  });

  describe("before a commit", () => {
    const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));

    it("checks what is staged, with the command that npm builds and packs from a checkout", () => {
      // As pre-commit: pack a clone, and install what was packed.
      const clone = join(base, "clone");
      const left = new Set(["node_modules", "dist", "out", ".git"]);
      cpSync(".", clone, { recursive: true, filter: (path) => !left.has(path.split(/[\\/]/)[0] ?? "") });
      symlinkSync(resolve("node_modules"), join(clone, "node_modules"));
      const prefix = join(base, "hook");
      const quiet = { npm_command: "", npm_lifecycle_event: "", npm_config_prefix: prefix };
      const packed = bash(`cd "${clone}" && npm pack`, quiet);
      assert.equal(packed.status, 0, packed.stderr);
      assert.equal(packed.stdout, `waf-sec-030-${version}.tgz\n`, "pre-commit takes the output for a file's name");
      const installed = bash(`npm install --global "${join(clone, packed.stdout.trim())}"`, quiet);
      assert.equal(installed.status, 0, installed.stderr);

      write({ "a.tf": key("staged"), "b.tf": key("other"), "notes.md": "", "modules/x/main.tf": key("x") });
      git("add", "a.tf", "notes.md", "modules");
      const staged = spawnSync("git", ["diff", "--staged", "--name-only"], { cwd: project, encoding: "utf8" });
      const files = staged.stdout
        .trim()
        .split("\n")
        .filter((name) => new RegExp(hook.files).test(name));
      assert.deepEqual(files, ["a.tf", "modules/x/main.tf"]);
      assert.equal(hook.language, "node");
      const { status, stdout, stderr } = bash(`${hook.entry} ${files.join(" ")}`, {
        PATH: `${prefix}/bin:${process.env["PATH"]}`,
      });
      assert.equal(status, 1, stderr);
      for (const name of ["staged", "x"]) assert(stdout.includes(`aws_kms_key.${name} is not rotated`), name);
      assert(!stdout.includes("aws_kms_key.other"));
    });

    it("is named in the page as it is", () => {
      const { repos } = parse(snippet("pre-commit"));
      assert.deepEqual([repos[0].rev, repos[0].hooks[0].id], [`v${version}`, hook.id]);
    });
  });

  it("runs what the page says", () => {
    const page = readFileSync("docs/ci.md", "utf8");
    write({ "main.tf": key("a") });
    const commands = [...page.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, text]) => (text ?? "").trim().split("\n"));
    assert.equal(commands.length, 3);
    const prefix = join(base, "page");
    assert.equal(bash(`npm install --global "${tarball}"`, { npm_config_prefix: prefix }).status, 0);
    const statuses = commands.map((command) => {
      const local = command.replace(`npx --yes waf-sec-030@${version}`, "waf-sec-030");
      assert(local.startsWith("waf-sec-030 "), command);
      return bash(local, { PATH: `${prefix}/bin:${process.env["PATH"]}` }).status;
    });
    assert.deepEqual(statuses, [1, 1, 0]);
    assert.equal(basename(tarball), `waf-sec-030-${version}.tgz`);
  });
});
