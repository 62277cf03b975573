/** Work that can be left for a while: whoever asks for it may pause after each step, as long as nothing that is read changes. */
export type Steps<T> = Generator<void, T>;

/** The whole work at once. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
