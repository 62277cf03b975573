/**
 * Matching in time linear in the text: the pattern becomes a program whose threads run side by side, one character at a
 * time, in the order in which a backtracking matcher would try them (Pike's machine, as in RE2 and Go). No pattern can make
 * it run away.
 */
import type { Assertion, CharacterSet, Node, Pattern } from "./syntax";

type Instruction =
  | { readonly op: "character"; readonly has: CharacterSet }
  | { readonly op: "assertion"; readonly at: Assertion }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "jump"; to: number }
  /** Goes on at both places; the first is tried first. */
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "match" };

/** Start and end of the match and of every capturing group, as indexes of code points; undefined for a group not taken. */
export type Match = readonly (number | undefined)[];

const MAX_INSTRUCTIONS = 10_000;
/** A text of some kilobytes and a pattern of some dozen instructions need no more. */
const MAX_STEPS = 500_000;

/** A pattern made ready to run; undefined when it is too large. */
export function compile(pattern: Pattern): readonly Instruction[] | undefined {
  const program: Instruction[] = [];
  emit(program, { kind: "capture", index: 0, node: pattern.node });
  program.push({ op: "match" });
  return program.length > MAX_INSTRUCTIONS ? undefined : program;
}

function emit(program: Instruction[], node: Node): void {
  if (program.length > MAX_INSTRUCTIONS) return;
  switch (node.kind) {
    case "set":
      program.push({ op: "character", has: node.has });
      return;
    case "assertion":
      program.push({ op: "assertion", at: node.at });
      return;
    case "sequence":
      for (const each of node.nodes) emit(program, each);
      return;
    case "capture":
      program.push({ op: "save", slot: 2 * node.index });
      emit(program, node.node);
      program.push({ op: "save", slot: 2 * node.index + 1 });
      return;
    case "choice":
      emitChoice(program, node.nodes);
      return;
    case "repeat":
      emitRepeat(program, node);
      return;
  }
}

function emitChoice(program: Instruction[], nodes: readonly Node[]): void {
  const jumps: { to: number }[] = [];
  for (const [at, each] of nodes.entries()) {
    if (at === nodes.length - 1) emit(program, each);
    else {
      const split = { op: "split" as const, first: program.length + 1, second: 0 };
      program.push(split);
      emit(program, each);
      const jump = { op: "jump" as const, to: 0 };
      jumps.push(jump);
      program.push(jump);
      split.second = program.length;
    }
  }
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat(program: Instruction[], { node, min, max, greedy }: Extract<Node, { kind: "repeat" }>): void {
  for (let count = 0; count < min; count++) emit(program, node);
  const splits: { first: number; second: number }[] = [];
  const optional = (): void => {
    const split = { op: "split" as const, first: program.length + 1, second: program.length + 1 };
    splits.push(split);
    program.push(split);
    emit(program, node);
  };
  if (max === Number.POSITIVE_INFINITY) {
    const start = program.length;
    optional();
    program.push({ op: "jump", to: start });
  } else for (let count = min; count < max; count++) optional();
  for (const split of splits) split[greedy ? "second" : "first"] = program.length;
}

interface Thread {
  readonly at: number;
  readonly slots: Match;
}

/** One text to be searched; shares its budget of steps among all searches. */
export class Search {
  /** How many instructions have been looked at: the cost of the search. */
  steps = 0;

  constructor(
    private readonly program: readonly Instruction[],
    readonly chars: readonly string[],
  ) {}

  /** Every match from left to right, none overlapping, no empty one right after another; undefined when it takes too long. */
  all(limit = Number.POSITIVE_INFINITY): readonly Match[] | undefined {
    const matches: Match[] = [];
    let previousEnd = -1;
    for (let from = 0; from <= this.chars.length && matches.length < limit; ) {
      const match = this.first(from);
      if (this.steps > MAX_STEPS) return undefined;
      if (!match) break;
      const [start = 0, end = 0] = match;
      if (end > start || start !== previousEnd) matches.push(match);
      previousEnd = end;
      from = end > from ? end : from + 1;
    }
    return matches;
  }

  /** The leftmost match at or after that index. */
  private first(from: number): Match | undefined {
    let threads: Thread[] = [];
    let found: Match | undefined;
    for (let position = from; position <= this.chars.length; position++) {
      const seen = new Set<number>();
      const current: Thread[] = [];
      for (const thread of threads) this.follow(current, seen, thread, position);
      if (!found) this.follow(current, seen, { at: 0, slots: [] }, position);
      threads = [];
      for (const { at, slots } of current) {
        const instruction = this.program[at]!;
        if (instruction.op === "match") {
          found = slots;
          // The threads after this one would have been tried later.
          break;
        }
        const char = this.chars[position];
        if (instruction.op === "character" && char !== undefined && instruction.has(char))
          threads.push({ at: at + 1, slots });
      }
      if ((found && threads.length === 0) || this.steps > MAX_STEPS) break;
    }
    return found;
  }

  /** Adds the threads that wait for a character, or have matched, from there on. */
  private follow(waiting: Thread[], seen: Set<number>, thread: Thread, position: number): void {
    const pending = [thread];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { at, slots } = next;
      if (seen.has(at)) continue;
      seen.add(at);
      this.steps++;
      const instruction = this.program[at]!;
      switch (instruction.op) {
        case "jump":
          pending.push({ at: instruction.to, slots });
          break;
        case "split":
          pending.push({ at: instruction.second, slots }, { at: instruction.first, slots });
          break;
        case "save": {
          const saved = [...slots];
          saved[instruction.slot] = position;
          pending.push({ at: at + 1, slots: saved });
          break;
        }
        case "assertion":
          if (this.holds(instruction.at, position)) pending.push({ at: at + 1, slots });
          break;
        default:
          waiting.push(next);
      }
    }
  }

  private holds(assertion: Assertion, position: number): boolean {
    const [before, after] = [this.chars[position - 1], this.chars[position]];
    switch (assertion) {
      case "text-start":
        return before === undefined;
      case "text-end":
        return after === undefined;
      case "line-start":
        return before === undefined || before === "\n";
      case "line-end":
        return after === undefined || after === "\n";
      case "word-boundary":
        return isWord(before) !== isWord(after);
      case "no-word-boundary":
        return isWord(before) === isWord(after);
    }
  }
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^[0-9A-Za-z_]$/.test(char);
}
