/** Numeric functions (https://developer.hashicorp.com/terraform/language/functions, section "Numeric Functions"). */
import { define, type TerraformFunction, variadic } from "./call";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

export const numbers: Readonly<Record<string, TerraformFunction>> = {
  abs: define(["number"], (_, value) => Math.abs(value)),
  // Only signs and products of zero are negative.
  ceil: define(["number"], (_, value) => Math.ceil(value) + 0),
  floor: define(["number"], (_, value) => Math.floor(value) + 0),
  signum: define(["number"], (_, value) => (Number.isInteger(value) ? Math.sign(value) + 0 : undefined)),
  log: define(["number", "number"], (_, value, base) => finite(Math.log(value) / Math.log(base))),
  pow: define(["number", "number"], (_, value, power) => finite(value ** power)),
  max: variadic("number", 1, (_, values) => Math.max(...values)),
  min: variadic("number", 1, (_, values) => Math.min(...values)),
  parseint: define(["any", "number"], (call, text, base) => {
    if (text.kind !== "known") return call.unknown([text]);
    // Unlike elsewhere a number is not taken for a string.
    return typeof text.value === "string" ? parseInteger(text.value, base) : undefined;
  }),
};

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Digits are case-insensitive up to base 36; above, lower case comes first. */
function parseInteger(text: string, base: number): number | undefined {
  if (!Number.isInteger(base) || base < 2 || base > 62) return undefined;
  const [, sign = "", digits = ""] = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text) ?? [];
  if (digits === "") return undefined;
  const alphabet = base <= 36 ? DIGITS : DIGITS + DIGITS.slice(10).toUpperCase();
  let value = 0;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const worth = alphabet.indexOf(digit);
    if (worth >= base) return undefined;
    value = value * base + worth;
  }
  return sign === "-" ? 0 - value : value;
}
