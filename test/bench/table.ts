/** What a benchmark found, as rows of one table. */

export type Unit = "ms" | "bytes/byte" | "files/s" | "MB/s" | "times";

export interface Row {
  /** Which number, the same in every run: `edit typing 1,000 lines`. */
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** The same of the build compared with. */
  readonly before?: number;
  /** What was measured beside it, and how many times that this is. */
  readonly yardstick?: { readonly name: string; readonly value: number };
  /** The ratio, or the value where there is no yardstick, that we want to keep below. */
  readonly limit?: number;
  /** Place in a growth curve: which curve, and how many files there were. */
  readonly curve?: { readonly name: string; readonly files: number };
}

/** Value over yardstick; undefined where nothing was measured beside it. */
export function ratioOf({ value, yardstick }: Row): number | undefined {
  return yardstick && value / yardstick.value;
}

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly Row[]): string {
  const hasBefore = rows.some(({ before }) => before !== undefined);
  const head = ["what", ...(hasBefore ? ["before"] : []), "now", "yardstick", "ratio", "aim"];
  const body = rows.map((row) => {
    const ratio = ratioOf(row);
    const number = (value: number | undefined): string => (value === undefined ? "" : `${round(value)} ${row.unit}`);
    const { yardstick } = row;
    return [
      row.name,
      ...(hasBefore ? [number(row.before)] : []),
      number(row.value),
      yardstick ? `${yardstick.name} ${round(yardstick.value)} ${row.unit}` : "",
      ratio === undefined ? "" : round(ratio),
      row.limit === undefined ? "" : `≤ ${row.limit}${ratio === undefined ? ` ${row.unit}` : ""}`,
    ];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const numbers = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(numbers), ...body.map(line)].join("\n");
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
