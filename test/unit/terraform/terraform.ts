/** The `terraform` command, run offline over configurations that need no provider but the one built into it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The version whose behaviour the engine follows. */
const VERSION = "Terraform v1.11.";

/** An output as Terraform's state has it. */
export interface Output {
  readonly value: unknown;
  /** Terraform's type of the value: `"string"`, `["list", "string"]`, `["object", {…}]`. */
  readonly type: unknown;
}

/** What `terraform apply` made of a configuration: its outputs, or what it said against it. */
export type Applied =
  | { readonly outputs: Readonly<Record<string, Output>>; readonly refusal?: undefined }
  | { readonly outputs?: undefined; readonly refusal: string };

/** Whether the command is installed in that version; tests that need it are skipped where it is not. */
export function hasTerraform(): boolean {
  const version = spawnSync("terraform", ["version"], { encoding: "utf8", env: environment("") });
  return !version.error && version.stdout.startsWith(VERSION);
}

/** Applies the root module of the files (texts by path) in a folder of its own. */
export function apply(files: Readonly<Record<string, string>>): Applied {
  const cwd = mkdtempSync(join(tmpdir(), "waf-sec-030-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const commands = [
      ["get", "-no-color"],
      ["apply", "-auto-approve", "-input=false", "-no-color", "-compact-warnings"],
    ];
    for (const command of commands) {
      const run = spawnSync("terraform", command, { cwd, encoding: "utf8", env: environment(cwd) });
      if (run.status !== 0) return { refusal: run.stdout + run.stderr };
    }
    const state = JSON.parse(readFileSync(join(cwd, "terraform.tfstate"), "utf8"));
    return { outputs: state.outputs };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Of the surroundings only what the command needs to be found. */
function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: home, TF_CLI_CONFIG_FILE: "", CHECKPOINT_DISABLE: "1" };
}
