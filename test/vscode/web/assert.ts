/** What the suite uses of `node:assert/strict`, which a browser does not have. */

export default function assert(condition: unknown, message = "the assertion does not hold"): asserts condition {
  if (!condition) throw new Error(message);
}

assert.equal = (actual: unknown, expected: unknown): void => {
  assert(Object.is(actual, expected), `${show(actual)} is not ${show(expected)}`);
};

assert.notEqual = (actual: unknown, unexpected: unknown, message = `it is ${show(unexpected)}`): void => {
  assert(!Object.is(actual, unexpected), message);
};

/** Of values that JSON can write. */
assert.deepEqual = (actual: unknown, expected: unknown): void => {
  assert(show(actual) === show(expected), `${show(actual)} is not ${show(expected)}`);
};

assert.match = (actual: string, pattern: RegExp): void => {
  assert(pattern.test(actual), `${show(actual)} does not match ${pattern}`);
};

function show(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? String(value);
}
