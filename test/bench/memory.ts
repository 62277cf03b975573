/** What the server holds: after the scan, after long typing, after many documents were opened and closed. */
import { join } from "node:path";
import { Server } from "./server";
import { type Benchmark, ofBuilds, type Setting, withFolder } from "./setting";
import type { Row } from "./table";
import { fileOf, TYPED, workspaceOf } from "./workloads";

/** An hour of five keystrokes a second. */
const KEYSTROKES = 5 * 3600;

const OPENINGS = 10_000;

const FILES = [100, 1_000, 10_000];

export const memory: Benchmark = async (setting) => [...(await afterScan(setting)), ...(await overTime(setting))];

async function afterScan(setting: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  for (const files of setting.isQuick ? FILES.slice(0, 2) : FILES) {
    const workspace = workspaceOf(files);
    const bytes = [...workspace.values()].reduce((sum, text) => sum + text.length, 0);
    const { now, before } = await ofBuilds(setting, async ({ server }) => {
      const idle = await withFolder(new Map([["main.tf", ""]]), (folder) => heldIn(server, folder));
      const full = await withFolder(workspace, (folder) => heldIn(server, folder));
      return (full - idle) / bytes;
    });
    rows.push({
      name: `memory held after the scan, ${files.toLocaleString("en")} files`,
      value: now,
      ...(before === undefined ? {} : { before }),
      unit: "bytes/byte",
      limit: 6,
      curve: { name: "memory", files },
    });
  }
  return rows;
}

async function heldIn(script: string, folder: string): Promise<number> {
  const server = await Server.start(script, folder);
  try {
    await server.ready();
    return (await server.memory()).held;
  } finally {
    await server.stop();
  }
}

/** How many times as much is held after the work as after a tenth of it. */
async function overTime(setting: Setting): Promise<Row[]> {
  const text = fileOf(1_000);
  const keystrokes = setting.isQuick ? KEYSTROKES / 20 : KEYSTROKES;
  const openings = setting.isQuick ? OPENINGS / 20 : OPENINGS;
  const typed = await ofBuilds(setting, ({ server }) =>
    growth(server, text, keystrokes / (2 * TYPED.length), async (opened, path) => {
      for (const [index, character] of [...TYPED].entries()) {
        await opened.edit(path, { start: index, end: index, text: character });
      }
      for (let end = TYPED.length; end > 0; end--) await opened.edit(path, { start: end - 1, end, text: "" });
    }),
  );
  const opened = await ofBuilds(setting, ({ server }) =>
    growth(server, text, openings, async (client, path) => {
      await client.close(path);
      await client.open(path, text);
    }),
  );
  return [
    grown(`memory after ${keystrokes.toLocaleString("en")} keystrokes`, typed),
    grown(`memory after ${openings.toLocaleString("en")} openings`, opened),
  ];
}

function grown(name: string, { now, before }: { readonly now: number; readonly before: number | undefined }): Row {
  return { name, value: now, ...(before === undefined ? {} : { before }), unit: "times", limit: 1.05 };
}

async function growth(
  script: string,
  text: string,
  rounds: number,
  round: (server: Server, path: string) => Promise<void>,
): Promise<number> {
  return withFolder(new Map([["main.tf", text]]), async (folder) => {
    const server = await Server.start(script, folder);
    const path = join(folder, "main.tf");
    try {
      await server.ready();
      await server.open(path, text);
      let early = 0;
      for (let done = 0; done < rounds; done++) {
        await round(server, path);
        if (early === 0 && done >= rounds / 10) early = (await server.memory()).held;
      }
      return (await server.memory()).held / early;
    } finally {
      await server.stop();
    }
  });
}
