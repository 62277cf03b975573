/** Filesystem functions (section "Filesystem Functions"), as far as the host can read. */
import { computed } from "../partial";
import { unknown, type Value } from "../value";
import { type Call, define, type TerraformFunction } from "./call";
import { base64 } from "./encoding";

export const files: Readonly<Record<string, TerraformFunction>> = {
  file: define(["string"], (call, path) => read(call, path, (text) => text)),
  filebase64: define(["string"], (call, path) => read(call, path, base64)),
  fileexists: define(["string"], (call, path) => read(call, path, () => true)),
  templatefile: define(["string", "map"], (call, path, variables) => {
    const text = call.host.readFile(path);
    if (text === undefined) return missing(call, path);
    if (!variables.complete) return call.unknown([variables]);
    return call.host.renderTemplate(text, variables.entries, path);
  }),
  basename: define(["string"], (_, path) => {
    const trimmed = path.replace(/\/+$/, "");
    if (trimmed === "") return path === "" ? "." : "/";
    return trimmed.slice(trimmed.lastIndexOf("/") + 1);
  }),
  dirname: define(["string"], (_, path) => cleanPath(path.slice(0, path.lastIndexOf("/") + 1))),
};

function read(call: Call, path: string, use: (text: string) => string | boolean): Value {
  const text = call.host.readFile(path);
  return text === undefined ? missing(call, path) : computed(use(text), call.args);
}

function missing(call: Call, path: string): Value {
  return unknown("not-on-disk", path, call.trace);
}

/** The shortest path that means the same, by its text alone; `"."` for the empty one. */
function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (!rooted) steps.push(step);
  }
  return (rooted ? "/" : "") + steps.join("/") || ".";
}
