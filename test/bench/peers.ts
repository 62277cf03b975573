/** The same scan by other programs, as far as they are installed, limited to the same questions where they can be. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { median, run, runNode } from "./measure";
import { type Benchmark, withFolder } from "./setting";
import type { Row } from "./table";
import { workspaceOf } from "./workloads";

interface Peer {
  readonly command: string;
  /** The arguments to scan a folder, with those that its documentation names to leave other work out. */
  readonly args: (folder: string) => readonly string[];
  /** Exit codes of a scan that came to its end. */
  readonly ends: readonly number[];
}

/** Encryption at rest, by the names that Checkov's policy index gives its checks. */
const CHECKOV = ["7", "16", "17", "3", "8", "19", "26", "27", "42", "64", "74", "119", "145", "149", "158"];

const PEERS: readonly Peer[] = [
  {
    command: "checkov",
    args: (folder) => [
      ...["-d", folder, "--framework", "terraform", "--quiet", "--compact", "--skip-download"],
      ...["-o", "json", "--check", CHECKOV.map((number) => `CKV_AWS_${number}`).join(",")],
    ],
    ends: [0, 1],
  },
  {
    command: "trivy",
    args: (folder) => [
      "config",
      "--misconfig-scanners",
      "terraform",
      "--skip-check-update",
      "--format",
      "json",
      folder,
    ],
    ends: [0],
  },
  { command: "tfsec", args: (folder) => [folder, "--format", "json", "--soft-fail"], ends: [0] },
  { command: "tflint", args: (folder) => ["--chdir", folder, "--recursive", "--format", "json"], ends: [0, 2] },
  { command: "wafpass", args: (folder) => ["check", folder, "--controls", "WAF-SEC-030"], ends: [0, 1] },
];

const TIMES = 3;

export const peers: Benchmark = async ({ build, isQuick }) => {
  const rows: Row[] = [];
  for (const files of isQuick ? [100] : [100, 1_000]) {
    await withFolder(workspaceOf(files), async (folder) => {
      const own = await wallOf(() => runNode([build.cli, "check", folder, "--format", "text"], [0, 1]));
      for (const { command, args, ends } of PEERS.filter(isInstalled)) {
        const name = `scan of ${files.toLocaleString("en")} files by ${command}`;
        const value = await wallOf(() => run(command, args(folder), ends));
        rows.push({ name, value, unit: "ms", yardstick: { name: "we", value: own } });
      }
    });
  }
  return rows;
};

async function wallOf(once: () => Promise<{ readonly wall: number }>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) times.push((await once()).wall);
  return median(times);
}

function isInstalled({ command }: Peer): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
