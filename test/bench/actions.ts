/** Code actions in a file with 1,000 findings. */
import { join } from "node:path";
import { median } from "./measure";
import { Server } from "./server";
import { type Benchmark, ofBuilds, withFolder } from "./setting";
import type { Row } from "./table";
import { violations } from "./workloads";

const FINDINGS = 1_000;
const TIMES = 30;

export const actions: Benchmark = async (setting) => {
  const text = violations(FINDINGS);
  const { now, before } = await ofBuilds(setting, ({ server }) =>
    withFolder(new Map([["main.tf", text]]), async (folder) => {
      const opened = await Server.start(server, folder);
      const path = join(folder, "main.tf");
      try {
        await opened.ready();
        await opened.open(path, text);
        return await ask(opened, path);
      } finally {
        await opened.stop();
      }
    }),
  );
  const row = (name: string, value: number, old: number | undefined): Row => ({
    name,
    value,
    ...(old === undefined ? {} : { before: old }),
    unit: "ms",
    limit: 30,
  });
  return [
    row("code actions among 1,000 findings", now.listed, before?.listed),
    row("code action resolved among 1,000 findings", now.resolved, before?.resolved),
  ];
};

/** Medians over findings all through the file. */
async function ask(server: Server, path: string): Promise<{ readonly listed: number; readonly resolved: number }> {
  const listed: number[] = [];
  const resolved: number[] = [];
  const diagnostics = server.diagnostics(path);
  for (let i = 0; i < TIMES; i++) {
    const diagnostic = diagnostics[Math.floor((i / TIMES) * diagnostics.length)];
    if (!diagnostic) throw new Error("the file has no findings");
    const start = performance.now();
    const [best] = await server.actions(path, diagnostic);
    listed.push(performance.now() - start);
    if (!best) throw new Error("a finding has no action");
    const asked = performance.now();
    await server.resolve(best);
    resolved.push(performance.now() - asked);
  }
  return { listed: median(listed), resolved: median(resolved) };
}
