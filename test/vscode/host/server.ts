/** VS Code's server, as a child process on a free port of this machine. */
import { execFile, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Host } from "./install";

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** What keeps the window quiet, so that only what a test does can be seen in it. */
export const QUIET = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export interface ServerOptions {
  /** Added to the environment of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** The language that the window and its extensions are shown in; what VS Code itself says stays English. */
  readonly language?: string;
  /** Settings beside those that keep the window quiet. */
  readonly settings?: object;
}

/**
 * Starts the server.
 * @param data the folder for its extensions, settings and state
 */
export async function startServer(
  host: Host,
  data: string,
  { env, language = "en", settings }: ServerOptions = {},
): Promise<RunningServer> {
  const machine = join(data, "data/Machine");
  await mkdir(machine, { recursive: true });
  await writeFile(join(machine, "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  if (language !== "en") await installLanguage(data, language);
  const child = spawn(
    host.node,
    [
      ...host.start,
      "--without-connection-token",
      "--accept-server-license-terms",
      "--disable-telemetry",
      "--disable-workspace-trust",
      "--enable-smoke-test-driver",
      "--host=127.0.0.1",
      "--port=0",
      `--locale=${language}`,
      `--server-data-dir=${data}`,
    ],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      const match = /listening on (\d+)/.exec(output);
      if (match) {
        resolve(Number(match[1]));
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void exited.then(() => reject(new Error(`VS Code's server ended:\n${output}`)));
  });
  return {
    port,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/**
 * VS Code speaks a language only when a language pack for it is there. The packs of its makers are not on npm, and they hold
 * VS Code's own words; one without words makes it say its own in English, and has every extension speak the language.
 */
async function installLanguage(data: string, language: string): Promise<void> {
  const words = join(data, "words.json");
  const extension = { extensionIdentifier: { id: "test.language" }, version: "0.0.0" };
  const pack = { hash: "test", label: language, extensions: [extension], translations: { vscode: words } };
  await writeFile(words, JSON.stringify({ contents: {} }));
  await writeFile(join(data, "data/languagepacks.json"), JSON.stringify({ [language]: pack }));
}

/** Installs a packaged extension into the data folder of a server that is not running. */
export async function installExtension(host: Host, data: string, vsix: string): Promise<void> {
  await promisify(execFile)(host.node, [...host.start, "--install-extension", vsix, `--server-data-dir=${data}`]);
}
