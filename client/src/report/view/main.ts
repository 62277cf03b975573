/** The script in the page of a report: takes new content in, opens what links name, and remembers where the reader was. */
import morphdom from "morphdom";
import type { BodyMessage, PageMessage, PageState } from "../messages";

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const api = acquireVsCodeApi();

restore();
api.postMessage({ kind: "ready" });

let isFresh = true;
window.addEventListener("message", ({ data }: MessageEvent<BodyMessage>) => {
  const next = document.createElement("body");
  next.innerHTML = data.html;
  morphdom(document.body, next, { childrenOnly: true, onBeforeElUpdated: prepare });
  // The page was loaded with what it held when it was made.
  if (isFresh) restore();
  isFresh = false;
});

/**
 * What has not changed stays the very element that it was, so that focus, selection, unfolded tables, and where a screen reader
 * is, stay too.
 */
function prepare(before: HTMLElement, after: HTMLElement): boolean {
  if (before.isEqualNode(after)) return false;
  if (before instanceof HTMLDetailsElement) after.toggleAttribute("open", before.open);
  // It was made able to take the focus when a link led to it.
  if (before === document.activeElement && before.tabIndex < 0) after.tabIndex = -1;
  return true;
}

// ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  // VS Code would follow it in its own way.
  event.preventDefault();
  event.stopPropagation();
  const { file, line } = link.dataset;
  if (file === undefined) reveal(link.hash.slice(1));
  else api.postMessage({ kind: "open", file, line: Number(line) });
});

/** Goes to an element of the page, with the focus too, and unfolds what it stands in. */
function reveal(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  const folded = element.closest("details");
  if (folded) folded.open = true;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element instanceof HTMLTableRowElement ? "center" : "start" });
}

// ── Where the reader was ─────────────────────────────────────────────────────────────────────────────────────────────

/** Sets back what was kept, and begins to keep what the report is on. */
function restore(): void {
  const { scroll = 0, open = [], choices = {} } = api.getState() ?? {};
  for (const folded of document.querySelectorAll("details")) {
    if (open.includes(captionOf(folded))) folded.open = true;
  }
  for (const list of document.querySelectorAll("select")) list.selectedIndex = choices[list.id] ?? 0;
  window.scrollTo(0, scroll);
  api.setState({ subject: document.body.dataset["subject"] ?? "", scroll, open, choices });
}

function keep(): void {
  const lists = [...document.querySelectorAll("select")];
  api.setState({
    subject: document.body.dataset["subject"] ?? "",
    scroll: window.scrollY,
    open: [...document.querySelectorAll("details")].filter((each) => each.open).map(captionOf),
    choices: Object.fromEntries(lists.map((list) => [list.id, list.selectedIndex])),
  });
}

function captionOf(folded: HTMLDetailsElement): string {
  return folded.querySelector("caption")?.textContent ?? "";
}

let timer: number | undefined;
for (const type of ["scroll", "toggle", "change"]) {
  // `toggle` reaches the document only on its way down.
  document.addEventListener(
    type,
    () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, 100);
    },
    { capture: true, passive: true },
  );
}
