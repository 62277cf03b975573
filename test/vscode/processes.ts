/** The processes that run on this machine, to find a language server among them. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  /** With its arguments. */
  readonly command: string;
}

export function processes(): readonly RunningProcess[] {
  // Small containers have no `ps`, but every Linux has this folder.
  return existsSync("/proc/self") ? processesOfLinux() : processesOfPs();
}

function processesOfLinux(): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1];
        return [{ id: Number(id), parent: Number(parent), command: readFileSync(`/proc/${id}/cmdline`, "utf8") }];
      } catch {
        return []; // It ended meanwhile.
      }
    });
}

function processesOfPs(): RunningProcess[] {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return [...list.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, command]) => ({
    id: Number(id),
    parent: Number(parent),
    command: command ?? "",
  }));
}
