/** Ratios that a release must not exceed: what was measured against what was measured beside it, not times. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Row, ratioOf } from "./table";

const FILE = join(__dirname, "budget.json");

/** A ratio may be so many times the stored one before it counts as grown: what runs on a busy machine differ by. */
const TOLERANCE = 1.4;

type Budget = Readonly<Record<string, number>>;

/** @returns a line for each ratio that grew */
export function grownSince(rows: readonly Row[]): string[] {
  const budget: Budget = JSON.parse(readFileSync(FILE, "utf8"));
  return Object.entries(ratiosOf(rows)).flatMap(([name, ratio]) => {
    const stored = budget[name];
    if (stored === undefined || ratio <= stored * TOLERANCE) return [];
    return [`${name}: ${ratio.toPrecision(3)}, stored ${stored.toPrecision(3)}`];
  });
}

/** Stores the ratios of this run. */
export function store(rows: readonly Row[]): void {
  writeFileSync(FILE, `${JSON.stringify(ratiosOf(rows), null, 2)}\n`);
}

/** What does not depend on the machine: ratios, and values that are ratios by themselves. */
function ratiosOf(rows: readonly Row[]): Budget {
  const ratios = rows.flatMap((row) => {
    const ratio = ratioOf(row) ?? (row.unit === "bytes/byte" || row.unit === "times" ? row.value : undefined);
    return ratio === undefined ? [] : [[row.name, Number(ratio.toPrecision(3))] as const];
  });
  return Object.fromEntries(ratios);
}
