/** From `didChange` to the diagnostics of the new version, as the client sees it: with both ways through the pipe. */
import { join } from "node:path";
import { median, percentile } from "./measure";
import { Server } from "./server";
import { type Benchmark, ofBuilds, type Setting, withFolder } from "./setting";
import type { Row } from "./table";
import { dependents, fileOf, TYPED, violations, workspaceOf } from "./workloads";
import type { Edit } from "./yardstick";

const LINES = [100, 1_000, 10_000];
const FILES = [1, 10, 100, 1_000, 10_000];
const DEPENDENTS = 500;

/** Keystrokes before the first that counts, until the code is compiled. */
const WARM_UP = 100;

export const edit: Benchmark = async (setting) => [
  ...(await byLines(setting)),
  ...(await byFiles(setting)),
  ...(await ofVariable(setting)),
  ...(await undoOfPaste(setting)),
];

async function byLines(setting: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  for (const lines of LINES) {
    const text = fileOf(lines);
    const bare = setting.yardstick.edits(text, typing(text)).slice(WARM_UP);
    const times = await ofBuilds(setting, ({ server }) => type(server, new Map(), text));
    const name = `edit, typing in ${lines.toLocaleString("en")} lines`;
    rows.push(row(name, median(times.now), times.before && median(times.before), median(bare), 1), {
      ...row(`${name}, p95`, percentile(times.now, 0.95), times.before && percentile(times.before, 0.95)),
      limit: 10,
    });
  }
  return rows;
}

async function byFiles(setting: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  const text = fileOf(1_000);
  for (const files of setting.isQuick ? FILES.slice(0, 3) : FILES) {
    const times = await ofBuilds(setting, ({ server }) => type(server, workspaceOf(files), text));
    const now = median(times.now);
    const name = `edit, 1,000 lines among ${files.toLocaleString("en")} files`;
    rows.push({
      ...row(name, now, times.before && median(times.before)),
      yardstick: { name: "1 file", value: rows[0]?.value ?? now },
      curve: { name: "edit", files },
    });
  }
  return rows;
}

async function ofVariable(setting: Setting): Promise<Row[]> {
  const text = dependents(DEPENDENTS);
  const start = text.indexOf("null");
  const key = '"arn:aws:kms:eu-central-1:111122223333:key/1234abcd"';
  const toggle = (isGood: boolean): Edit =>
    isGood ? { start, end: start + 4, text: key } : { start, end: start + key.length, text: "null" };
  const rounds = Array.from({ length: 40 }, (_, i) => i % 2 === 0);
  const bare = setting.yardstick.edits(text, rounds.map(toggle));
  const times = await ofBuilds(setting, ({ server }) =>
    inServer(server, new Map(), text, async (opened, path) => {
      const seen: number[] = [];
      for (const isGood of rounds) {
        const expected = isGood ? 0 : DEPENDENTS;
        seen.push(await opened.edit(path, toggle(isGood), ({ length }) => length === expected));
      }
      return seen.slice(10);
    }),
  );
  return [
    row(
      `edit, variable of ${DEPENDENTS} stores`,
      median(times.now),
      times.before && median(times.before),
      median(bare),
    ),
  ];
}

async function undoOfPaste(setting: Setting): Promise<Row[]> {
  const text = fileOf(1_000);
  const pasted = violations(500, "pasted");
  const start = text.length;
  const edits = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0 ? { start, end: start, text: pasted } : { start, end: start + pasted.length, text: "" },
  );
  const undone = (times: readonly number[]): number => median(times.filter((_, index) => index % 2 === 1));
  const bare = undone(setting.yardstick.edits(text, edits));
  const times = await ofBuilds(setting, ({ server }) =>
    inServer(server, new Map(), text, async (opened, path) => {
      const seen: number[] = [];
      const few = opened.diagnostics(path).length;
      for (const [index, each] of edits.entries()) {
        const isThere = ({ length }: { length: number }): boolean =>
          index % 2 === 0 ? length >= few + 500 : length === few;
        seen.push(await opened.edit(path, each, isThere));
      }
      return seen;
    }),
  );
  return [row("edit, undo of 5,000 pasted lines", undone(times.now), times.before && undone(times.before), bare)];
}

function row(name: string, value: number, before?: number, bare?: number, limit?: number): Row {
  return {
    name,
    value,
    unit: "ms",
    ...(before === undefined ? {} : { before }),
    ...(bare === undefined ? {} : { yardstick: { name: "tree-sitter", value: bare } }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Types in the middle of the file. @returns milliseconds of each keystroke */
function type(script: string, others: ReadonlyMap<string, string>, text: string): Promise<number[]> {
  return inServer(script, others, text, async (server, path) => {
    const times: number[] = [];
    for (const each of typing(text)) times.push(await server.edit(path, each));
    return times.slice(WARM_UP);
  });
}

/** A block typed in the middle, character by character, and taken back, twice. */
function typing(text: string): Edit[] {
  const middle = text.indexOf("\nresource", text.length / 2) + 1;
  const typed = [...TYPED].map((character, index) => ({ start: middle + index, end: middle + index, text: character }));
  const erased = typed.map(({ start }) => ({ start, end: start + 1, text: "" })).reverse();
  return [...typed, ...erased, ...typed, ...erased];
}

/** Does the work in a server that has read everything and has the file open, in a folder that the others stand below. */
async function inServer<T>(
  script: string,
  others: ReadonlyMap<string, string>,
  text: string,
  work: (server: Server, path: string) => Promise<T>,
): Promise<T> {
  const name = others.size > 0 ? "live/root-0/edited.tf" : "edited.tf";
  return withFolder(new Map([...others, [name, text]]), async (folder) => {
    const server = await Server.start(script, folder);
    try {
      await server.ready();
      const path = join(folder, name);
      await server.open(path, text);
      return await work(server, path);
    } finally {
      await server.stop();
    }
  });
}
