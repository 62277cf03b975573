/**
 * Hostile workspaces, checked by the built command line in a process whose memory has an end: it must end in time, find the
 * violation that stands beside what is hostile, and open nothing outside of the workspace. A part of them every time; all of
 * them by command: `HOSTILE=all npx mocha test/hostile`.
 */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Results } from "../../server/src/engine/report";
import { ASIDE, NAMES, named } from "./aside";
import { CONFIGURATIONS } from "./configurations";
import { FILES } from "./files";
import { clear, type Hostile, lay, SECRET, WITNESS } from "./workspace";

const CLI = resolve("dist/cli.js");

/** Megabytes; 10,000 callers of one module take the most, 700. */
const MEMORY = 1500;

/** Milliseconds of processor time; ten times what the slowest took, 12 s, when it was measured. */
const TIME = 120_000;

const IS_LONG = process.env["HOSTILE"] === "all";

/** The ones that every run tries: what was found and mended, and one of each kind. */
const ALWAYS =
  /^(?:sums|lists that double 40 times$|strings that double|names that Java|a chain|files, templates|links in|a file of|what is no|globs|rules|UTF-16)/;

interface Run extends SpawnSyncReturns<string> {
  readonly opened: readonly string[];
  readonly cpu: number;
}

function check(root: string, ...args: string[]): Run {
  const record = join(dirname(root), "record.json");
  const run = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${MEMORY}`,
      "--require",
      join(__dirname, "watched.cjs"),
      CLI,
      "check",
      ".",
      "--lang=en",
      ...args,
    ],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      env: { ...process.env, HOSTILE_RECORD: record },
      timeout: 10 * TIME,
    },
  );
  assert.equal(run.signal, null, run.stderr);
  return { ...run, ...JSON.parse(readFileSync(record, "utf8")) };
}

function tallyOf({ findings }: Results): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { checkId, resource, status } of findings) {
    const what = `${checkId.split(".").at(-1)} ${resource} ${status}`;
    tally[what] = (tally[what] ?? 0) + 1;
  }
  return tally;
}

function assertHolds({ files, finds = {}, says = [], follows = "." }: Hostile): void {
  const root = lay(files());
  try {
    // Looking for fixes, HashiCorp's parser is asked, too; of the slowest, that is left to the long run.
    const run = check(root, "--format=json");
    const results: Results = JSON.parse(run.stdout);
    const tally = tallyOf(results);
    for (const [what, count] of Object.entries({ "kms-key-rotation aws_kms_key.witness fail": 1, ...finds })) {
      assert.equal(tally[what], count, `${what}; ${run.stderr}`);
    }
    const said = results.errors.map(({ file, message }) => `${file}: ${message}`).join("\n") + run.stderr;
    for (const each of says) assert.match(said, each);
    assert.doesNotMatch(run.stderr, /internal error/);
    assert(!run.stdout.includes(SECRET) && !run.stderr.includes(SECRET), "nothing from outside is shown");
    const isAllowed = (path: string): boolean =>
      `${path}${sep}`.startsWith(`${root}${sep}`) || path === resolve(root, follows) || dirname(path) === dirname(CLI);
    const outside = run.opened.filter((path) => !isAllowed(path));
    assert.deepEqual(outside, [], "nothing outside is opened");
    assert(run.cpu < TIME, `${run.cpu} ms`);
  } finally {
    clear(root);
  }
}

describe("in a hostile workspace the command line ends in time and finds what is beside it:", function () {
  this.timeout(10 * TIME);

  for (const hostile of [...CONFIGURATIONS, ...FILES, ...ASIDE]) {
    if (IS_LONG || ALWAYS.test(hostile.name)) it(hostile.name.slice(0, 100), () => assertHolds(hostile));
  }

  it("files and folders that may not be read", () => {
    const root = lay({ "a/main.tf": WITNESS.text, "b/main.tf": WITNESS.text.replace("witness", "open"), "c.tf": "" });
    try {
      for (const name of ["a", "c.tf"]) chmodSync(join(root, name), 0);
      // Whoever may do everything may read everything: then another user does it, for whom no rule is suspended.
      const isRoot = process.getuid?.() === 0;
      if (isRoot) for (const path of [dirname(root), root]) chmodSync(path, 0o755);
      const run = spawnSync(process.execPath, [CLI, "check", ".", "--lang=en"], {
        cwd: root,
        encoding: "utf8",
        ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
      });
      assert.match(run.stdout, /aws_kms_key\.witness is not rotated/, run.stderr);
      assert.match(run.stdout, /aws_kms_key\.open is not rotated/);
      assert.match(run.stdout, /c\.tf[\s\S]*the file cannot be read/);
    } finally {
      for (const name of ["a", "c.tf"]) chmodSync(join(root, name), 0o700);
      clear(root);
    }
  });
});

describe("hostile names", () => {
  let root: string;

  before(() => {
    root = lay(named());
  });

  after(() => clear(root));

  function written(...args: string[]): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args, "--lang=en"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.notEqual(status, 2, stderr);
    return stdout;
  }

  it("are no markup in the report", () => {
    const html = written("report", ".", "--format=html");
    assert(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"), "they are in it");
    assert.doesNotMatch(html, /<script>alert|<img src=x|<b>\.tf/);
  });

  it("are no commands of a terminal or of a build server", () => {
    for (const format of ["text", "github"]) {
      const text = written("check", ".", "--all", `--format=${format}`);
      assert(![...text].some((each) => each < " " && !"\n\t".includes(each)), `${format}: no control characters`);
      assert.doesNotMatch(text, /^::error::injected|^##vso/m, format);
    }
    assert(NAMES.length > 0);
  });
});
