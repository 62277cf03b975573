import type { Paint, Style } from "../engine/report";

/** Select Graphic Rendition, ECMA-48. */
const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 };

export const paint: Paint = (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;

export const plain: Paint = (_style, text) => text;
