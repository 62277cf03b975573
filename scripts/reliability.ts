/**
 * `npm run reliability`: tries what must not break anything, notes what came of it in `docs/reliability.json`, and writes the
 * table of `docs/reliability.md` from all that is noted there. What runs elsewhere or in pieces is noted by hand, or given as
 * the name of another file of the same form.
 *
 *   npm run reliability                              everything, a little of each
 *   npm run reliability -- engine 100000 7           one of them, how much, and with which seed
 *   npm run reliability -- merge other.json          adds what another run has noted
 *   npm run reliability -- table                     writes the table only
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const NOTES = join(ROOT, "docs/reliability.json");
const PAGE = join(ROOT, "docs/reliability.md");

/** One run of one of them. */
interface Note {
  readonly what: Name;
  readonly count: number;
  /** A number, or several as the run names them. */
  readonly seeds: string;
  readonly seconds: number;
  readonly date: string;
  readonly commit: string;
  /** `held`, or what failed. */
  readonly result: string;
}

interface Trial {
  readonly text: string;
  /** How many without being told. */
  readonly count: number;
  readonly command: (count: number, seed: number) => readonly string[];
  readonly environment?: (count: number, seed: number) => Readonly<Record<string, string>>;
  /** What is the same each time has no seed. */
  readonly isFixed?: boolean;
}

const TRIALS = {
  syntax: {
    text: "texts through the parser: each whole, damaged, cut off and edited six times; nothing throws, nothing is lost, an edited file is the one that is parsed afresh",
    count: 1000,
    command: (count, seed) => ["tsx", "test/fuzz/syntax.ts", String(count), String(seed)],
  },
  engine: {
    text: "changes of workspaces through syntax, evaluation, checks and fixes: no throw, 100 ms at most, every place inside its text, the same as a fresh analysis, the values of HashiCorp's parser, fixes that hold",
    count: 1000,
    command: (count, seed) => ["tsx", "test/fuzz/engine.ts", String(count), String(seed)],
  },
  model: {
    text: "series of 150 events sent to the server; in the end it shows what a fresh one shows, every request is answered, none with an internal error",
    count: 5,
    command: () => ["mocha", "test/lsp/model.test.ts"],
    environment: (count, seed) => ({ SERIES: `${seed}..${seed + count - 1}`, STEPS: "150" }),
  },
  faults: {
    text: "rounds of the faults: the server killed, the disk full or read-only, two editors, files that change in between",
    count: 1,
    command: (count) => [
      "mocha",
      ...Array.from({ length: count }, () => ["test/lsp/faults.test.ts", "test/unit/cli/replace-files.test.ts"]).flat(),
    ],
    isFixed: true,
  },
  hostile: {
    text: "rounds of all hostile workspaces, each in a process of its own with an end to its memory and time; what stands beside is found, nothing outside is opened",
    count: 1,
    command: () => ["mocha", "test/hostile/hostile.test.ts"],
    environment: () => ({ HOSTILE: "all" }),
    isFixed: true,
  },
  storm: {
    text: "files that come, change twice and go at once, while somebody types",
    count: 3000,
    command: () => ["mocha", "test/hostile/storm.test.ts"],
    environment: (count) => ({ STORM: String(count) }),
    isFixed: true,
  },
} as const satisfies Record<string, Trial>;

type Name = keyof typeof TRIALS;

function isName(name: string): name is Name {
  return Object.hasOwn(TRIALS, name);
}

function attempt(what: Name, given?: number, seed = 1 + Math.floor(Math.random() * 1_000_000)): Note {
  const trial: Trial = TRIALS[what];
  const count = given ?? trial.count;
  const [program = "", ...args] = trial.command(count, seed);
  // A test may leave a connection open, for which Mocha would wait for ever.
  if (program === "mocha") args.push("--exit");
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary(program), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...trial.environment?.(count, seed) },
  });
  if (status !== 0) process.stderr.write(`${stdout}\n${stderr}\n`);
  return {
    what,
    count,
    seeds: trial.isFixed ? "" : (trial.environment?.(count, seed)["SERIES"] ?? String(seed)),
    seconds: Math.round((performance.now() - start) / 1000),
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim(),
    result: status === 0 ? "held" : "failed",
  };
}

/** The script of a program that npm has installed. */
function binary(name: string): string {
  return join(ROOT, "node_modules", name, { tsx: "dist/cli.mjs", mocha: "bin/mocha.js" }[name] ?? "");
}

function readNotes(path = NOTES): readonly Note[] {
  return JSON.parse(readFileSync(path, "utf8"));
}

function table(notes: readonly Note[]): string {
  const rows = Object.entries(TRIALS).flatMap(([what, { text }]) => {
    const of = notes.filter((note) => note.what === what);
    const last = of.at(-1);
    if (!last) return [];
    const sum = (value: (note: Note) => number): string =>
      of.reduce((all, note) => all + value(note), 0).toLocaleString("en");
    const seeds = [...new Set(of.map((note) => note.seeds))].join(", ");
    const failed = of.filter(({ result }) => result !== "held");
    const result =
      failed.length === 0
        ? "held"
        : `${of.length - failed.length} of ${of.length} runs held; ${failed.map((note) => note.result).join("; ")}`;
    return [
      `| ${text} | ${sum((note) => note.count)} | ${seeds} | ${sum((note) => note.seconds)} s | ${result} | ${last.date}, ${last.commit} | \`npm run reliability -- ${what}\` |`,
    ];
  });
  return [
    "| what | how many | seeds | took | what happened | last | again by |",
    "|---|---:|---|---:|---|---|---|",
    ...rows,
  ].join("\n");
}

function writePage(notes: readonly Note[]): void {
  const page = readFileSync(PAGE, "utf8");
  writeFileSync(
    PAGE,
    page.replace(
      /(<!-- runs -->\n)[\s\S]*?(<!-- \/runs -->)/,
      (_, open: string, close: string) => `${open}\n${table(notes)}\n\n${close}`,
    ),
  );
}

/** What the arguments ask for; undefined when there is no such thing. */
function notesOf(what: string, args: readonly string[]): readonly Note[] | undefined {
  if (what === "table") return [];
  if (what === "merge") return args.flatMap((path) => readNotes(path));
  const names = Object.keys(TRIALS).filter(isName);
  if (what === "all") return names.map((name) => attempt(name));
  return isName(what) ? [attempt(what, ...args.map(Number))] : undefined;
}

const [first = "all", ...rest] = process.argv.slice(2);
const added = notesOf(first, rest);
if (!added) {
  process.stderr.write(`there is no ${first}; there are ${Object.keys(TRIALS).join(", ")}, merge and table\n`);
  process.exit(2);
}
const notes = [...readNotes(), ...added];
writeFileSync(NOTES, `${JSON.stringify(notes, undefined, 2)}\n`);
writePage(notes);
for (const { what, count, seeds, result } of added) process.stdout.write(`${what} ${count} ${seeds}: ${result}\n`);
if (added.some(({ result }) => result !== "held")) process.exitCode = 1;
