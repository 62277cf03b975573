/**
 * VS Code as it is on vscode.dev: the workbench alone in a page, without a server behind it, extensions in a web worker. The
 * files are those of code-server's workbench, which expects its own server; what it is told here is that there is none.
 */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, normalize, resolve } from "node:path";
import type { Host } from "../host/install";
import { QUIET } from "../host/server";

export interface Workbench {
  readonly url: string;
  /** What the suite sends: Mocha's report. */
  readonly report: Promise<string>;
  stop(): void;
}

/** What is served, by the beginning of the address. */
interface Site {
  readonly [start: string]: string;
}

/** Code-server looks for its server, and keeps the user's settings there. A browser keeps them itself. */
const WITHOUT_SERVER: readonly (readonly [string, string])[] = [
  ["remoteAuthority:location.host", "remoteAuthority:void 0"],
  ['with({scheme:J.vscodeRemote}),"User")', 'with({scheme:J.vscodeUserData}),"User")'],
];

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/**
 * Serves the workbench with a folder in memory, our extension from this checkout, and the suite.
 * @param entry the suite's entry point, relative to the checkout
 */
export async function startWorkbench(host: Host, entry: string): Promise<Workbench> {
  const vscode = resolve(dirname(host.server), "..");
  const site: Site = { "/static/": vscode, "/extension/": resolve("."), "/memory/": resolve("out/vscode/web/memory") };
  const page = await readFile(join(vscode, WORKBENCH, "workbench.html"), "utf8");
  const script = await withoutServer(join(vscode, WORKBENCH, "workbench.js"));
  let received = (_report: string): void => {};
  const report = new Promise<string>((done) => {
    received = done;
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") send(response, ".html", fill(page, portOf(server.address()), entry));
    else if (pathname === `/static/${WORKBENCH}/workbench.js`) send(response, ".js", script);
    else if (pathname === "/results") {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        received(body);
        response.end();
      });
    } else sendFile(response, site, decodeURIComponent(pathname));
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  return {
    url: `http://localhost:${portOf(server.address())}/`,
    report,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const WORKBENCH = "out/vs/code/browser/workbench";

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

async function withoutServer(path: string): Promise<string> {
  let text = await readFile(path, "utf8");
  for (const [from, to] of WITHOUT_SERVER) {
    if (!text.includes(from)) throw new Error(`code-server's workbench is another one: it does not hold ${from}`);
    text = text.replace(from, to);
  }
  return text;
}

function fill(page: string, port: number, entry: string): string {
  const at = (path: string) => ({ scheme: "http", authority: `localhost:${port}`, path });
  const configuration = {
    userDataPath: "/",
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
    folderUri: { scheme: "memory", path: "/shop" },
    productConfiguration: {},
    configurationDefaults: QUIET,
    developmentOptions: {
      extensions: [at("/extension"), at("/memory")],
      extensionTestsPath: at(`/extension/${entry}`),
      enableSmokeTestDriver: true,
    },
  };
  const values: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', "&quot;"),
    WORKBENCH_WEB_BASE_URL: "/static",
    WORKBENCH_NLS_URL: "/static/out/nls.messages.js",
    WORKBENCH_NLS_FALLBACK_URL: "/static/out/nls.messages.js",
  };
  return page.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? "");
}

function sendFile(response: ServerResponse, site: Site, path: string): void {
  const [start, folder] = Object.entries(site).find(([start]) => path.startsWith(start)) ?? [];
  if (start === undefined || folder === undefined || normalize(path) !== path) {
    response.writeHead(404).end();
    return;
  }
  const file = createReadStream(join(folder, path.slice(start.length)));
  file.on("open", () => {
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    file.pipe(response);
  });
  file.on("error", () => response.writeHead(404).end());
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": TYPES[type] });
  response.end(text);
}
