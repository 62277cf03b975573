import { type Markup, markup } from "../markup";

/** A picture in one language. The section it stands in shows the same as a table. */
export interface Picture {
  readonly name: "coverage" | "key-map";
  /** What it shows. */
  readonly title: string;
  readonly svg: Markup;
}

/** The picture of what is drawn in a space of the given size; its looks are the business of whoever shows it (`style.ts`). */
export function picture(
  name: Picture["name"],
  title: string,
  size: { readonly width: number; readonly height: number },
  drawn: readonly Markup[],
): Picture {
  const width = Math.ceil(size.width);
  const height = Math.ceil(size.height);
  const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="${name}-title" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${name}-title">${title}</title>
${drawn}
</svg>`;
  return { name, title, svg };
}
