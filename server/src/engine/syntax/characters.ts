/** Classes of characters, as HashiCorp's scanner has them (hcl/v2 `hclsyntax/scan_tokens.rl`). */

const IDENTIFIER_START = 1;
const IDENTIFIER_PART = 2;
const DIGIT = 4;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) classes[code] = IDENTIFIER_START | IDENTIFIER_PART;
  if (/[0-9]/.test(character)) classes[code] = DIGIT | IDENTIFIER_PART;
  if (character === "-") classes[code] = IDENTIFIER_PART;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A space or a tab: all that may stand between two tokens of a line. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** What Go's `unicode.IsSpace` says; strip markers and heredoc indentation go by it. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/**
 * The end of the identifier that starts at `start`, or `start` when none does: `ID_Start` or `_`, then `ID_Continue` or
 * `-` (https://unicode.org/reports/tr31/).
 */
export function identifierEnd(text: string, start: number, limit: number): number {
  let at = start;
  if (at >= limit) return start;
  let code = text.charCodeAt(at);
  if (code < 128) {
    if ((classes[code]! & IDENTIFIER_START) === 0) return start;
    at++;
  } else {
    const width = wideIdentifierCharacter(text, at, /\p{ID_Start}/u);
    if (width === 0) return start;
    at += width;
  }
  while (at < limit) {
    code = text.charCodeAt(at);
    if (code < 128) {
      if ((classes[code]! & IDENTIFIER_PART) === 0) break;
      at++;
    } else {
      const width = wideIdentifierCharacter(text, at, /\p{ID_Continue}/u);
      if (width === 0) break;
      at += width;
    }
  }
  return Math.min(at, limit);
}

function wideIdentifierCharacter(text: string, at: number, pattern: RegExp): number {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  return pattern.test(character) ? character.length : 0;
}

/**
 * The end of the number that starts at `start` with a digit. HashiCorp's scanner takes digits, points and exponents in any
 * order and lets the parser refuse what is no number.
 */
export function numberEnd(text: string, start: number, limit: number): number {
  let at = start;
  let end = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      end = ++at;
    } else if (code === 0x2e) {
      at++;
    } else if (code === 0x65 || code === 0x45) {
      const sign = text.charCodeAt(at + 1);
      const digit = at + (sign === 0x2b || sign === 0x2d ? 2 : 1);
      if (digit >= limit || !isDigit(text.charCodeAt(digit))) break;
      end = at = digit + 1;
    } else {
      break;
    }
  }
  return end;
}
