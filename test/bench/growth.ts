/** The growth curves as a picture: how a cost grows with the number of files. */
import { scaleLog } from "d3-scale";
import { line } from "d3-shape";
import type { Row } from "./table";

const WIDTH = 300;
const HEIGHT = 220;
const MARGIN = { top: 34, right: 16, bottom: 36, left: 52 };

interface Point {
  readonly files: number;
  readonly value: number;
}

/** One diagram a curve, side by side, as SVG; both axes logarithmic. The build compared with is dashed. */
export function toSvg(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap(({ curve }) => (curve ? [curve.name] : [])))];
  const diagrams = names.map((name, index) => {
    const own = rows.filter(({ curve }) => curve?.name === name);
    return `<g transform="translate(${index * (WIDTH + MARGIN.left)}, 0)">${diagram(name, own)}</g>`;
  });
  const width = names.length * (WIDTH + MARGIN.left) + MARGIN.right;
  const style = "text { font: 11px sans-serif; fill: #57606a } .title { font-weight: bold }";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}"><title>Growth with the number of files</title><style>${style}</style><rect width="100%" height="100%" fill="#ffffff"/>${diagrams.join("")}</svg>\n`;
}

function diagram(name: string, rows: readonly Row[]): string {
  const now = pointsOf(rows, ({ value }) => value);
  const before = pointsOf(rows, ({ before }) => before);
  const values = [...now, ...before].map(({ value }) => value);
  const files = now.map((point) => point.files);
  const x = scaleLog([Math.min(...files), Math.max(...files)], [MARGIN.left, WIDTH + MARGIN.left - MARGIN.right]);
  const y = scaleLog([Math.min(...values) / 2, Math.max(...values) * 2], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const path = line<Point>()
    .x((point) => x(point.files))
    .y((point) => y(point.value));
  const curve = (points: readonly Point[], attributes: string): string =>
    points.length > 0 ? `<path d="${path([...points])}" fill="none" stroke-width="2" ${attributes}/>` : "";
  const horizontal = files.map(
    (count) => `<text x="${x(count)}" y="${HEIGHT - 18}" text-anchor="middle">${count.toLocaleString("en")}</text>`,
  );
  const vertical = y
    .ticks(3)
    .filter((value) => /^10*(\.0)?$|^0\.0*1$/.test(String(value)))
    .map((value) => `<text x="${MARGIN.left - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`);
  const marks = now.map(
    ({ files: count, value }) => `<circle cx="${x(count)}" cy="${y(value)}" r="3" fill="#0969da"/>`,
  );
  const frame = `<path d="M${MARGIN.left} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH + MARGIN.left - MARGIN.right}" fill="none" stroke="#d0d7de"/>`;
  const title = `<text class="title" x="${MARGIN.left}" y="18">${name} (${rows[0]?.unit})</text>`;
  const axis = `<text x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="middle">files</text>`;
  const curves = [curve(before, 'stroke="#8c959f" stroke-dasharray="5 4"'), curve(now, 'stroke="#0969da"')];
  return [title, frame, axis, ...horizontal, ...vertical, ...curves, ...marks].join("");
}

function pointsOf(rows: readonly Row[], value: (row: Row) => number | undefined): Point[] {
  return rows.flatMap((row) => {
    const own = value(row);
    return row.curve && own !== undefined ? [{ files: row.curve.files, value: own }] : [];
  });
}
