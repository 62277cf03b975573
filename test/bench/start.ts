/** From the start of the server's process to the first diagnostics of an open file. */
import { join } from "node:path";
import { median, medianUsage, runNode } from "./measure";
import { Server } from "./server";
import { type Benchmark, ofBuilds, withFolder } from "./setting";
import { violations } from "./workloads";

const TIMES = 15;

export const start: Benchmark = async (setting) => {
  const text = violations(3);
  const node = await medianUsage(TIMES, () => runNode(["-e", "0"]));
  const times = await ofBuilds(setting, ({ server }) =>
    withFolder(new Map([["main.tf", text]]), async (folder) => {
      const seen: number[] = [];
      for (let i = 0; i < TIMES; i++) seen.push(await firstOfOpened(server, folder, text));
      return median(seen);
    }),
  );
  const yardstick = { name: "node -e 0", value: node.wall };
  const { now, before } = times;
  return [
    {
      name: "start to first diagnostics",
      value: now,
      ...(before === undefined ? {} : { before }),
      unit: "ms",
      yardstick,
      limit: 4,
    },
  ];
};

async function firstOfOpened(script: string, folder: string, text: string): Promise<number> {
  const server = await Server.start(script, folder);
  try {
    await server.open(join(folder, "main.tf"), text);
    await server.anything();
    return server.first ?? 0;
  } finally {
    await server.stop();
  }
}
