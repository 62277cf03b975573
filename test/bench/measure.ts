/** Numbers of processes and of repeated work. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a whole process took. */
export interface Usage {
  /** Milliseconds from start to exit. */
  readonly wall: number;
  /** Milliseconds of processor time, of all threads. */
  readonly cpu: number;
  /** The most memory it held at once, in bytes. */
  readonly memory: number;
}

const PROBE = pathToFileURL(join(__dirname, "probe.mjs")).href;

/** The value below which the share of all values lies; 0.5 is the median. @throws when there are none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Runs a script with Node until it ends, its output thrown away. @param codes exit codes that are no failure */
export async function runNode(args: readonly string[], codes: readonly number[] = [0]): Promise<Usage> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const report = join(folder, "usage.json");
  try {
    const { wall } = await run(process.execPath, ["--import", PROBE, ...args], codes, { BENCH_USAGE: report });
    const { cpu, memory } = JSON.parse(await readFile(report, "utf8"));
    return { wall, cpu, memory };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs any command until it ends, its output thrown away. @throws when it ends with another exit code than these */
export async function run(
  command: string,
  args: readonly string[],
  codes: readonly number[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ wall: number }> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...env } });
  const code = await new Promise<number | null>((resolve, reject) => child.on("exit", resolve).on("error", reject));
  if (code === null || !codes.includes(code)) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
  return { wall: performance.now() - start };
}

/** The medians of several runs of a process. */
export async function medianUsage(times: number, once: () => Promise<Usage>): Promise<Usage> {
  const runs: Usage[] = [];
  for (let i = 0; i < times; i++) runs.push(await once());
  return {
    wall: median(runs.map(({ wall }) => wall)),
    cpu: median(runs.map(({ cpu }) => cpu)),
    memory: median(runs.map(({ memory }) => memory)),
  };
}
