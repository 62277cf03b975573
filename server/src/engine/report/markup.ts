/** HTML and SVG as text. Everything that is not made here is escaped. */

export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | string | number | undefined | readonly Piece[];

/** Markup with values in it: text is escaped, markup is taken as it is, lists are joined, undefined leaves nothing. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(pieces.map((piece, index) => (index === 0 ? piece : written(values[index - 1]) + piece)).join(""));
}

function written(value: Piece): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(written).join("");
  return escapeMarkup(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Most texts have nothing to escape, which is found out faster than done. */
const ESCAPED = /[&<>"'\p{Cc}\p{Bidi_Control}]/u;

/** The text as content or attribute value of HTML and SVG. */
function escapeMarkup(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/**
 * The text with a replacement character for each that is not seen but changes what is: control characters, and those that
 * turn the direction of writing, by which a name could pass for another.
 */
export function visible(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}
