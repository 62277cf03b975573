/** Text in pictures: without a browser its width can only be estimated. */

/** Units of the picture for one character of 12 units' height in a sans-serif font, on the safe side. */
const CHARACTER = 6.9;

/** The same in a monospaced font. */
const CODE_CHARACTER = 7.3;

export function widthOf(text: string): number {
  return text.length * CHARACTER;
}

export function codeWidthOf(text: string): number {
  return text.length * CODE_CHARACTER;
}

/** The text with its middle left out where it is longer than so many characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - end)}…${text.slice(-end)}`;
}
