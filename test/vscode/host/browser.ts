/** The window of VS Code: a page in a headless browser. */
import { type Browser, chromium, type Page } from "playwright-core";
import type { Host } from "./install";

export async function openBrowser(host: Host): Promise<Browser> {
  return chromium.launch({
    executablePath: host.chromium,
    env: { ...process.env, LD_LIBRARY_PATH: host.libraries },
    // Containers and build machines have neither the sandbox's kernel rights nor a graphics card.
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/**
 * Opens a folder, or a `.code-workspace` file, in a new window.
 * @param payload what the command line would tell a desktop VS Code, such as where the extension under test lies
 */
export async function openWindow(
  page: Page,
  port: number,
  workspace: string,
  payload: readonly (readonly [string, string])[] = [],
): Promise<void> {
  const kind = workspace.endsWith(".code-workspace") ? "workspace" : "folder";
  const query = new URLSearchParams({ [kind]: workspace, payload: JSON.stringify(payload) });
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
}
