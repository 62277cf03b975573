/**
 * Paths inside the engine: absolute, forward slashes, no trailing slash; what a file's name means to Terraform. Before the
 * first slash there may be a root: a drive (`c:`), a machine (`//host`), or the scheme and authority of files that are not on
 * a disk (`memfs:`, `vscode-vfs://github`).
 */
import type { FileKind } from "./types";

const ROOT = /^(?:[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:(?:\/\/[^/]*)?|\/\/[^/]+)?/;

/** The directory of a path; the root, or "/" where there is none, for a top-level name and for the root itself. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash <= 0) return path.endsWith(":") ? path : "/";
  // The last slash of `scheme://authority` is none between names.
  return path[slash - 1] === "/" ? path : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `path` relative to `dir` (or itself when absolute), with `.` and `..` resolved; never climbs above the root. */
export function resolvePath(dir: string, path: string): string {
  const absolute = path.startsWith("/") || /^[A-Za-z]:\//.test(path) ? path : `${dir === "/" ? "" : dir}/${path}`;
  const [root = ""] = ROOT.exec(absolute) ?? [];
  const rest = absolute.slice(root.length);
  const first = rest.startsWith("/") ? 0 : 1;
  const out: string[] = [];
  for (const segment of rest.split("/")) {
    if (segment === "..") {
      if (out.length > first) out.pop();
    } else if (segment !== "." && segment !== "") out.push(segment);
  }
  if (out.length === 0) return root || "/";
  return `${root}${first === 0 ? "/" : ""}${out.join("/")}`;
}

/** The shortest way from one directory to another, both absolute: `modules/key`, `../key`, `.`. */
export function relativePath(from: string, to: string): string {
  const [start = [], end = []] = [from, to].map((path) => path.split("/").filter((step) => step !== ""));
  let common = 0;
  while (common < start.length && common < end.length && start[common] === end[common]) common++;
  const steps = [...start.slice(common).map(() => ".."), ...end.slice(common)];
  return steps.join("/") || ".";
}

/** The way down from `dir` to `path`, which lies below it; empty when it is `dir` itself. */
export function pathBelow(dir: string, path: string): string {
  return path.slice(dir.length).replace(/^\//, "");
}

/** Whether `path` is `dir` or lies below it. */
export function isInside(dir: string, path: string): boolean {
  return path === dir || path.startsWith(dir.endsWith("/") ? dir : `${dir}/`);
}

export interface FileRole {
  readonly kind: FileKind;
  /** Merged over the other files of its module. */
  readonly override: boolean;
  readonly json: boolean;
  /** For `x.tf` of a pair `x.tf`, `x.tofu`: the path that wins when it exists. */
  readonly shadowedBy: string | undefined;
}

/**
 * What Terraform (or OpenTofu) makes of a file of that name; undefined when it ignores it.
 * https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files/
 */
export function roleOf(path: string): FileRole | undefined {
  const name = basename(path);
  if (name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"))) return undefined;
  const match = /^(.*?)\.(tf|tofu|tfvars)(\.json)?$/s.exec(name);
  if (!match) return undefined;
  const [, stem = "", extension, json = ""] = match;
  if (extension === "tfvars") return { kind: "variables", override: false, json: json !== "", shadowedBy: undefined };
  return {
    kind: "configuration",
    override: stem === "override" || stem.endsWith("_override"),
    json: json !== "",
    shadowedBy: extension === "tf" ? `${dirname(path)}/${stem}.tofu${json}` : undefined,
  };
}

/**
 * The place of a variable file in Terraform's order of precedence, as a sort key: later wins. Undefined when Terraform does
 * not load the file by itself. https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function automaticVariableRank(path: string): string | undefined {
  const name = basename(path);
  if (name === "terraform.tfvars") return "0";
  if (name === "terraform.tfvars.json") return "1";
  return /\.auto\.tfvars(\.json)?$/.test(name) ? `2${name}` : undefined;
}
