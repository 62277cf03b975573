/** Bars: what share of the data stores of each category has which protection. */
import { scaleBand, scaleLinear } from "d3-scale";
import { stack, stackOffsetExpand } from "d3-shape";
import { type Language, type MessageKey, render } from "../../../../../shared/src";
import type { Evidence, Protection } from "../evidence";
import { demanded, total } from "../evidence/coverage";
import { type Markup, markup } from "../markup";
import { type Picture, picture } from "./picture";
import { widthOf } from "./text";

const WIDTH = 920;
const BARS = { left: 160, right: 720 };
const ROW = 30;
const LEGEND_ROW = 24;
const LEGEND_GAP = 20;
/** The least width of a piece of a bar that has room for its number. */
const MIN_LABELLED = 24;

/** From good to bad, then what is not known and what is not asked. */
const ORDER: readonly Protection[] = ["cmk", "aws-key", "unencrypted", "unverified", "exempt"];

type Row = ReturnType<typeof total>;

/** Undefined when there is nothing to show. */
export function coveragePicture({ categories }: Evidence, language: Language): Picture | undefined {
  if (categories.length === 0) return undefined;
  const say = (key: MessageKey, ...args: string[]): string => render({ key, args }, language);
  const named = categories.map((each) => ({ ...each, name: say(`category.${each.category}`) }));
  const rows = [total(named, say("evidence.total")), ...named];
  const legend = legendOf(ORDER.map((each) => [each, say(`evidence.protection-${each}`)] as const));
  const top = legend.height + 8;
  const height = rows.length * ROW;
  const x = scaleLinear([0, 1], [BARS.left, BARS.right]);
  const y = scaleBand(
    rows.map(({ name }) => name),
    [top, top + height],
  ).padding(0.35);
  const pieces = stack<Row, Protection>()
    .keys(ORDER)
    .value((row, key) => row[key])
    .offset(stackOffsetExpand)(rows);
  const middle = (row: Row): number => (y(row.name) ?? 0) + y.bandwidth() / 2;
  return picture("coverage", say("evidence.coverage-picture"), { width: WIDTH, height: top + height + 24 }, [
    legend.drawn,
    ...x.ticks(4).map((tick) => gridLine(x(tick), top, height, `${Math.round(tick * 100)} %`)),
    ...pieces.flatMap((series) =>
      series.map(([from, to], index) =>
        piece(series.key, rows[index]!, {
          x: x(from),
          y: y(rows[index]!.name) ?? 0,
          width: x(to) - x(from),
          height: y.bandwidth(),
        }),
      ),
    ),
    ...rows.map(
      (row) => markup`<text class="label" x="${BARS.left - 10}" y="${middle(row)}" text-anchor="end">${row.name}</text>
<text class="label" x="${BARS.right + 10}" y="${middle(row)}">${say("evidence.with-cmk", String(row.cmk), String(demanded(row)))}</text>`,
    ),
  ]);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function piece(protection: Protection, row: Row, { x, y, width, height }: Box): Markup {
  if (row[protection] === 0) return markup``;
  const label =
    width < MIN_LABELLED
      ? undefined
      : markup`<text class="number" x="${round(x + width / 2)}" y="${round(y + height / 2)}" text-anchor="middle">${row[protection]}</text>`;
  return markup`${box(protection, { x, y, width, height })}${label}`;
}

/** The area in the looks of the protection: a colour, and over it a pattern that tells it without colour. */
function box(protection: Protection, { x, y, width, height }: Box): Markup {
  const area = markup`x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return markup`<rect class="fill-${protection}" ${area}/><rect class="pattern" fill="url(#pattern-${protection})" ${area}/>`;
}

function gridLine(x: number, top: number, height: number, label: string): Markup {
  return markup`<line class="grid" x1="${round(x)}" x2="${round(x)}" y1="${top}" y2="${top + height}"/><text class="tick" x="${round(x)}" y="${top + height + 14}" text-anchor="middle">${label}</text>`;
}

/** One entry after the other, in as many lines as it takes. */
function legendOf(entries: readonly (readonly [Protection, string])[]): {
  readonly drawn: Markup;
  readonly height: number;
} {
  let [x, line] = [0, 0];
  const drawn = entries.map(([protection, text]) => {
    const width = 22 + widthOf(text);
    if (x > 0 && x + width > WIDTH) [x, line] = [0, line + 1];
    const [left, top] = [x, line * LEGEND_ROW + 4];
    x += width + LEGEND_GAP;
    return markup`${box(protection, { x: left, y: top, width: 16, height: 16 })}<text class="label" x="${left + 22}" y="${top + 8}">${text}</text>`;
  });
  return { drawn: markup`<defs>${PATTERNS}</defs>${drawn}`, height: (line + 1) * LEGEND_ROW };
}

/** Whole for a customer-managed key; the others hatched, crossed, dotted and empty. */
const PATTERNS: readonly Markup[] = [
  pattern("cmk", markup``),
  pattern("aws-key", markup`<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4"/>`),
  pattern("unencrypted", markup`<path d="M0,0 l8,8 M8,0 l-8,8"/>`),
  pattern("unverified", markup`<circle cx="4" cy="4" r="1"/>`),
  pattern("exempt", markup``),
];

function pattern(protection: Protection, drawn: Markup): Markup {
  return markup`<pattern id="pattern-${protection}" width="8" height="8" patternUnits="userSpaceOnUse">${drawn}</pattern>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
