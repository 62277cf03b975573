/** The whole scan by the command line: process start, reading, values and checks. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { medianUsage, runNode } from "./measure";
import { Server } from "./server";
import { type Benchmark, ofBuilds, type Setting, withFolder } from "./setting";
import type { Row } from "./table";
import { workspaceOf } from "./workloads";

const FILES = [100, 1_000, 10_000, 20_000];

/** Exit codes of a scan that came to its end: without and with violations. */
const ENDS = [0, 1];

export const scan: Benchmark = async (setting) => {
  const rows: Row[] = [];
  for (const files of setting.isQuick ? FILES.slice(0, 2) : FILES) {
    const label = `${files.toLocaleString("en")} files`;
    rows.push(...(await withFolder(workspaceOf(files), (folder) => ofFolder(setting, folder, label, files))));
  }
  for (const [index, folder] of setting.folders.entries()) {
    rows.push(...(await ofFolder(setting, folder, `given folder ${index + 1}`)));
  }
  return rows;
};

async function ofFolder(setting: Setting, folder: string, label: string, files?: number): Promise<Row[]> {
  const texts = await textsIn(folder);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const bare = setting.yardstick.parse(texts);
  const times = texts.length > 5_000 ? 3 : 5;
  const usage = await ofBuilds(setting, ({ cli }) =>
    medianUsage(times, () => runNode([cli, "check", folder, "--format", "text"], ENDS)),
  );
  const first = await ofBuilds(setting, ({ server }) => firstFinding(server, folder));
  const { now, before } = usage;
  const curve = (name: string): Pick<Row, "curve"> => (files === undefined ? {} : { curve: { name, files } });
  return [
    {
      name: `scan, processor time, ${label}`,
      value: now.cpu,
      ...(before && { before: before.cpu }),
      unit: "ms",
      yardstick: { name: "tree-sitter", value: bare },
      limit: 0.5,
      ...curve("scan"),
    },
    { name: `scan, time, ${label}`, value: now.wall, ...(before && { before: before.wall }), unit: "ms" },
    {
      name: `scan, speed, ${label}`,
      value: texts.length / (now.wall / 1000),
      ...(before && { before: texts.length / (before.wall / 1000) }),
      unit: "files/s",
    },
    {
      name: `scan, throughput, ${label}`,
      value: bytes / 1e6 / (now.wall / 1000),
      ...(before && { before: bytes / 1e6 / (before.wall / 1000) }),
      unit: "MB/s",
    },
    {
      name: `scan, memory at most, ${label}`,
      value: now.memory / bytes,
      ...(before && { before: before.memory / bytes }),
      unit: "bytes/byte",
    },
    {
      name: `scan, first finding in the editor, ${label}`,
      value: first.now,
      ...(first.before === undefined ? {} : { before: first.before }),
      unit: "ms",
    },
  ];
}

async function firstFinding(script: string, folder: string): Promise<number> {
  const server = await Server.start(script, folder);
  try {
    await server.anything();
    return server.first ?? 0;
  } finally {
    await server.stop();
  }
}

async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".tf"));
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
}
