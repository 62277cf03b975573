/** A graph: keys on the left, the data stores that they protect on the right. */
import { type EdgeLabel, Graph, type GraphLabel, layout } from "@dagrejs/dagre";
import { linkHorizontal } from "d3-shape";
import { type Language, type MessageKey, render } from "../../../../../shared/src";
import type { Evidence, KeyEvidence, StoreEvidence } from "../evidence";
import { type KeyMapEntry, keyMapOf, targetsOf } from "../evidence/key-map";
import { type Markup, markup } from "../markup";
import { type Picture, picture } from "./picture";
import { codeWidthOf, shortened, widthOf } from "./text";

/** More stores than this are shown by type. */
const MAX_SINGLE = 40;
const MAX_ENTRIES = 24;
/** Types shown for each key. */
const MAX_TARGETS = 8;

/** What of the key map the picture shows, and how much it leaves out. */
export interface KeyMapPicture {
  readonly picture: Picture;
  readonly leftOut: { readonly keys: number; readonly stores: number };
}

/** Undefined when there is nothing to show. */
export function keyMapPicture(evidence: Evidence, language: Language): KeyMapPicture | undefined {
  const entries = keyMapOf(evidence).filter(({ kind }) => kind !== "exempt");
  const shown = chosen(entries);
  if (shown.length === 0) return undefined;
  const say = (key: MessageKey, ...args: string[]): string => render({ key, args }, language);
  const { nodes, edges, leftOut } = graphOf(shown, say);
  const keys = entries.length - shown.length;
  const stores = entries
    .filter((entry) => !shown.includes(entry))
    .reduce((sum, entry) => sum + entry.stores.length, leftOut);
  return { picture: draw(nodes, edges, say("evidence.key-map-picture")), leftOut: { keys, stores } };
}

/** What has no customer-managed key is always shown; of the keys, those that protect the most. */
function chosen(entries: readonly KeyMapEntry[]): readonly KeyMapEntry[] {
  const keys = entries.filter(isKey).slice(0, MAX_ENTRIES);
  return entries.filter((entry) => !isKey(entry) || keys.includes(entry));
}

function isKey({ kind }: KeyMapEntry): boolean {
  return kind === "declared" || kind === "elsewhere";
}

// ── The graph ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Node {
  readonly id: string;
  readonly side: "key" | "store";
  readonly kind: KeyMapEntry["kind"];
  readonly label: string;
  readonly note: string;
  /** Whether the label is a name in the configuration. */
  readonly code: boolean;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: KeyMapEntry["kind"];
  readonly count: number;
}

function graphOf(
  entries: readonly KeyMapEntry[],
  say: (key: MessageKey, ...args: string[]) => string,
): { readonly nodes: readonly Node[]; readonly edges: readonly Edge[]; readonly leftOut: number } {
  const nodes = new Map<string, Node>();
  const edges: Edge[] = [];
  const single = new Set(entries.flatMap((entry) => entry.stores)).size <= MAX_SINGLE;
  let leftOut = 0;
  for (const [index, { key, kind, label, stores }] of entries.entries()) {
    const from = `key ${index}`;
    const idle = stores.length === 0 ? say("evidence.map-nothing") : undefined;
    nodes.set(from, {
      id: from,
      side: "key",
      kind,
      label: kind === "declared" || kind === "elsewhere" ? label : say(`evidence.protection-${kind}`),
      note: idle ?? (kind === "elsewhere" ? say("evidence.map-elsewhere") : key ? noteOf(key) : String(stores.length)),
      code: kind === "declared" || kind === "elsewhere",
    });
    const targets = targetsOf(stores, single ? "name" : "type");
    const drawn = single ? targets : targets.slice(0, MAX_TARGETS);
    for (const target of drawn) {
      // Stores by name may be protected by several keys; types are each key's own.
      const to = single ? `store ${target.id}` : `store ${index} ${target.id}`;
      const store = stores.find((each) => each.id === target.id);
      const note = store ? noteOf(store) : `× ${target.count}`;
      if (!nodes.has(to)) nodes.set(to, { id: to, side: "store", kind, label: target.label, note, code: true });
      edges.push({ from, to, kind, count: target.count });
    }
    leftOut += targets.slice(drawn.length).reduce((sum, target) => sum + target.count, 0);
  }
  return { nodes: [...nodes.values()], edges, leftOut };
}

/** The module; in the root module, what else tells the key or store from others. */
function noteOf(of: KeyEvidence | StoreEvidence): string {
  if (of.module !== ".") return of.module;
  return "service" in of ? of.service : (of.aliases[0] ?? "");
}

// ── Drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const NODE_HEIGHT = 40;
const MAX_LABEL = 46;
const PADDING = 12;

interface Placed {
  readonly x: number;
  readonly y: number;
}

function draw(nodes: readonly Node[], edges: readonly Edge[], title: string): Picture {
  const widths = { key: columnWidth(nodes, "key"), store: columnWidth(nodes, "store") };
  const graph = new Graph<GraphLabel, { width: number; height: number } & Placed, EdgeLabel>();
  graph.setGraph({ rankdir: "LR", nodesep: 10, ranksep: 140, marginx: 4, marginy: 4 });
  for (const { id, side } of nodes) graph.setNode(id, { width: widths[side], height: NODE_HEIGHT, x: 0, y: 0 });
  for (const { from, to } of edges) graph.setEdge(from, to, {});
  // As inserted: with a key for nearly every store nothing crosses, and the order keeps its meaning.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const at = (id: string): Placed => graph.node(id);
  const { width = 0, height = 0 } = graph.graph();
  return picture("key-map", title, { width, height }, [
    ...edges.map((edge) => line(edge, at(edge.from), at(edge.to), widths)),
    ...nodes.map((node) => box(node, at(node.id), widths[node.side])),
  ]);
}

function columnWidth(nodes: readonly Node[], side: Node["side"]): number {
  const widths = nodes
    .filter((node) => node.side === side)
    .map(({ label, note, code }) => {
      const text = shortened(label, MAX_LABEL);
      return Math.max(code ? codeWidthOf(text) : widthOf(text), widthOf(shortened(note, MAX_LABEL)));
    });
  return Math.max(80, ...widths) + 2 * PADDING;
}

const curve = linkHorizontal<{ source: [number, number]; target: [number, number] }, [number, number]>();

function line({ kind, count }: Edge, from: Placed, to: Placed, widths: Readonly<Record<Node["side"], number>>): Markup {
  const path = curve({ source: [from.x + widths.key / 2, from.y], target: [to.x - widths.store / 2, to.y] });
  // A line for many stores is thicker, by orders of magnitude.
  return markup`<path class="edge edge-${kind}" d="${path ?? ""}" stroke-width="${Math.round((1.5 + Math.log2(count)) * 10) / 10}"/>`;
}

function box({ side, kind, label, note, code }: Node, { x, y }: Placed, width: number): Markup {
  const left = x - width / 2;
  const middle = note === "" ? y : y - 7;
  return markup`<g class="node node-${side} node-${kind}"><title>${note === "" ? label : `${label} (${note})`}</title>
<rect x="${left}" y="${y - NODE_HEIGHT / 2}" width="${width}" height="${NODE_HEIGHT}" rx="${side === "key" ? NODE_HEIGHT / 2 : 4}"/>
<text class="${code ? "code" : "label"}" x="${x}" y="${middle}" text-anchor="middle">${shortened(label, MAX_LABEL)}</text>
<text class="note" x="${x}" y="${y + 9}" text-anchor="middle">${shortened(note, MAX_LABEL)}</text></g>`;
}
