/**
 * `npm run bench`: the cost of an edit, of the scan, of the start, of memory and of actions.
 *   npm run bench -- [edit|scan|start|memory|actions|peers …] [--quick] [--against DIST] [--check | --store] [FOLDER …]
 * Prints a table, and leaves it with the growth curves and the numbers as JSON in out/bench/. With --against the same is
 * measured of another build's folder `dist`; --check names the ratios that grew since --store stored them, and fails.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { actions } from "./actions";
import { grownSince, store } from "./budget";
import { edit } from "./edit";
import { toSvg } from "./growth";
import { memory } from "./memory";
import { peers } from "./peers";
import { scan } from "./scan";
import type { Benchmark, Build, Setting } from "./setting";
import { start } from "./start";
import { type Row, toMarkdown } from "./table";
import { loadYardstick } from "./yardstick";

const OUT = resolve("out/bench");

const benchmarks: Readonly<Record<string, Benchmark>> = { edit, scan, start, memory, actions, peers };

/** Measured only when asked for: they need what is not ours. */
const ON_DEMAND = ["peers"];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      against: { type: "string" },
      check: { type: "boolean", default: false },
      store: { type: "boolean", default: false },
      peers: { type: "boolean", default: false },
    },
  });
  const setting: Setting = {
    build: buildIn("dist"),
    before: values.against === undefined ? undefined : buildIn(values.against),
    yardstick: await loadYardstick(),
    folders: positionals.filter((each) => !(each in benchmarks)).map((folder) => resolve(folder)),
    isQuick: values.quick,
  };
  const named = positionals.filter((each) => each in benchmarks);
  const wanted = named.length > 0 ? named : Object.keys(benchmarks).filter((name) => !ON_DEMAND.includes(name));
  const rows: Row[] = [];
  for (const name of values.peers ? [...new Set([...wanted, "peers"])] : wanted) {
    const found = (await benchmarks[name]?.(setting)) ?? [];
    rows.push(...found);
    console.log(`${toMarkdown(found)}\n`);
  }
  save(rows);
  if (values.store) store(rows);
  if (values.check) report(grownSince(rows));
}

function buildIn(dist: string): Build {
  return { server: resolve(dist, "server.js"), cli: resolve(dist, "cli.js") };
}

function save(rows: readonly Row[]): void {
  mkdirSync(OUT, { recursive: true });
  const machine = { node: process.version, processor: cpus()[0]?.model, cores: cpus().length };
  writeFileSync(
    join(OUT, "results.json"),
    `${JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 2)}\n`,
  );
  writeFileSync(join(OUT, "results.md"), `${toMarkdown(rows)}\n`);
  if (rows.some(({ curve }) => curve)) writeFileSync(join(OUT, "growth.svg"), toSvg(rows));
}

function report(grown: readonly string[]): void {
  for (const line of grown) console.error(`grown: ${line}`);
  if (grown.length > 0) process.exitCode = 1;
  else console.log("nothing grew");
}

void main();
