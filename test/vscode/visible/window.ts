/** A window of the real VS Code with the packaged extension in it, in a browser that nobody sees. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "../host/browser";
import { installHost } from "../host/install";
import { installExtension, type ServerOptions, startServer } from "../host/server";

const VSIX = "out/waf-sec-030.vsix";

/** Pictures for the README are made for fine screens. */
const SCALE = process.env["UPDATE_MEDIA"] ? 2 : 1;

export interface VisibleWindow {
  readonly browser: Browser;
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * Opens a window on a new folder.
 * @param name of the folder, as the window shows it
 * @param fill puts the files into it
 */
export async function openVisibleWindow(
  name: string,
  fill: (folder: string) => Promise<void>,
  options: ServerOptions = {},
): Promise<VisibleWindow> {
  const host = await installHost();
  const temporary = await mkdtemp(join(tmpdir(), "visible-"));
  const [data, folder] = [join(temporary, "data"), join(temporary, name)];
  await fill(folder);
  await installExtension(host, data, VSIX);
  const server = await startServer(host, data, options);
  const browser = await openBrowser(host);
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: SCALE });
  page.setDefaultTimeout(30_000);
  await openWindow(page, server.port, folder);
  return {
    browser,
    page,
    folder,
    async close() {
      await browser.close();
      await server.stop();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
