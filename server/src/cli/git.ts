/** What git knows of the working directory. Arguments never go through a shell, and nothing that the repository configures runs. */
import { execFile } from "node:child_process";
import type { Origin } from "../engine/report";
import { basename, resolvePath } from "../engine/terraform";
import { Unusable } from "../library/unusable";
import { normalizePath } from "../platform/uri";
import { triggerIn } from "./environment";
import type { Terminal } from "./terminal";

/** More output than this is no list of changes. In bytes. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** A file system monitor is a program of the repository's choice. */
const OPTIONS = ["-c", "core.fsmonitor=false"];

interface Answer {
  readonly out: string;
  /** The first line of what git said against it; undefined when it succeeded. */
  readonly error: string | undefined;
}

function git(directory: string, args: readonly string[]): Promise<Answer> {
  const environment = { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  const options = { cwd: directory, env: environment, maxBuffer: MAX_OUTPUT, encoding: "utf8" } as const;
  return new Promise((resolve) => {
    execFile("git", [...OPTIONS, ...args], options, (error, out, complaint) => {
      const [line = ""] = (complaint || error?.message || "").trim().split("\n");
      resolve({ out, error: error ? line : undefined });
    });
  });
}

/**
 * The absolute paths of what has changed since a commit: on the way from where its branch and ours part to the working tree,
 * with what is not committed and not tracked yet. Throws {@link Unusable} where git is missing, knows of no repository or of no
 * such commit.
 */
export async function changedSince(reference: string, workingDirectory: string): Promise<ReadonlySet<string>> {
  const up = await git(workingDirectory, ["rev-parse", "--show-cdup"]);
  if (up.error !== undefined) throw new Unusable({ key: "cli.no-repository", args: [up.error] });
  const top = resolvePath(workingDirectory, normalizePath(withoutNewline(up.out)) || ".");
  const commit = await git(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`]);
  if (commit.error !== undefined) throw new Unusable({ key: "cli.unknown-reference", args: [reference] });
  const named = commit.out.trim();
  const parting = await git(top, ["merge-base", named, "HEAD"]);
  const base = parting.error === undefined ? parting.out.trim() : named;
  const answers = [
    await git(top, ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-relative", base, "--"]),
    await git(top, ["ls-files", "-z", "--others", "--exclude-standard"]),
  ];
  const failed = answers.find(({ error }) => error !== undefined)?.error;
  if (failed !== undefined) throw new Unusable({ key: "cli.no-repository", args: [failed] });
  return new Set(answers.flatMap(({ out }) => namesIn(out)).map((name) => resolvePath(top, name)));
}

/** The files below a folder that git tracks although a rule of `.gitignore` names them; none where git is of no help. */
export async function trackedIn(folder: string): Promise<readonly string[]> {
  const { out } = await git(folder, ["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"]);
  return namesIn(out).map((name) => resolvePath(folder, name));
}

/** Where the texts come from, by what runs the check and by git, if it is there. */
export async function originOf(root: string, paths: readonly string[], terminal: Terminal): Promise<Origin> {
  const { environment } = terminal;
  const ask = async (...args: string[]): Promise<string | undefined> => (await git(root, args)).out.trim() || undefined;
  const hosted =
    environment["CI_PROJECT_URL"] ??
    (environment["GITHUB_REPOSITORY"] && `${environment["GITHUB_SERVER_URL"]}/${environment["GITHUB_REPOSITORY"]}`);
  const revision = await ask("rev-parse", "--verify", "--quiet", "HEAD");
  const branch =
    environment["GITHUB_HEAD_REF"] ||
    environment["GITHUB_REF_NAME"] ||
    environment["CI_COMMIT_REF_NAME"] ||
    (await ask("symbolic-ref", "--short", "--quiet", "HEAD"));
  const repository = publicAddress(hosted || (await ask("config", "--get", "remote.origin.url")));
  return {
    project: basename(root),
    paths,
    trigger: triggerIn(environment),
    ...(revision === undefined ? {} : { revision }),
    ...(branch === undefined ? {} : { branch }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** The address of a repository without user and password; undefined for what is none, such as a folder. */
export function publicAddress(address: string | undefined): string | undefined {
  // The short form of ssh: git@host:path
  const [, host, path] = /^(?:[^@/]+@)?([^:/]+\.[^:/]+):(?!\/\/)(.+)$/.exec(address ?? "") ?? [];
  const written = host === undefined ? (address ?? "") : `https://${host}/${path}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !["http:", "https:", "ssh:", "git:"].includes(url.protocol)) return undefined;
  url.username = "";
  url.password = "";
  return url.href;
}

function namesIn(output: string): readonly string[] {
  return output.split("\0").filter((name) => name !== "");
}

function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, "");
}
