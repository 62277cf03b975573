/**
 * Runs inside a process that is measured. At its end it leaves what the process used in the file that BENCH_USAGE names; at
 * the signal SIGUSR2 it collects garbage and leaves what memory is held then in the file that BENCH_MEMORY names.
 */
import { renameSync, writeFileSync } from "node:fs";

const { BENCH_USAGE: usage, BENCH_MEMORY: memory } = process.env;

if (usage) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(usage, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 }));
  });
}

if (memory) {
  process.on("SIGUSR2", () => {
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    // Whoever waits for the file must not see half of it.
    writeFileSync(`${memory}.new`, JSON.stringify({ held: heapUsed + external, resident: rss }));
    renameSync(`${memory}.new`, memory);
  });
}
