/** The border at which positions change their counting, so that behind it every feature counts as the engine does. */
import type { Connection, Position } from "vscode-languageserver";
import type { PositionEncoding } from "./position-encoding";

/** The text of a line without its end; undefined when nobody knows the document. */
export type LineOf = (uri: string, line: number) => string | undefined;

/** Changes of a document: each speaks of the text after the one before, which is known when it is taken in. */
const CHANGES = "contentChanges";

/**
 * The connection as one whose client counts in UTF-16, whatever it says and is told. A position belongs to the document that
 * is named nearest around it, in an answer that names none to the one of the request. The changes of a document are left
 * as they come.
 */
export function atBorder(connection: Connection, encoding: PositionEncoding, lineOf: LineOf): Connection {
  const inwards = new Translation((line, character) => encoding.toUtf16(line, character), lineOf);
  const outwards = new Translation((line, character) => encoding.fromUtf16(line, character), lineOf);

  /** A handler of ours, for what the client says. What it is given to report with goes the other way. */
  const handler =
    (handle: (...args: unknown[]) => unknown) =>
    (message: unknown, ...others: unknown[]): unknown => {
      const document = uriIn(message);
      const answer = handle(inwards.of(message), ...others.map((each) => (canReport(each) ? sender(each) : each)));
      const translate = (value: unknown): unknown => outwards.of(value, document);
      return answer instanceof Promise ? answer.then(translate) : translate(answer);
    };

  /** Something that sends: all functions that it has, or that its members have, send what they are given. */
  const sender = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (isFunction(member)) {
          return (...args: unknown[]) =>
            member.apply(
              target,
              args.map((each) => (isFunction(each) ? handler(each) : outwards.of(each))),
            );
        }
        return typeof member === "object" && member !== null ? sender(member) : member;
      },
    });

  return sender(connection);
}

class Translation {
  constructor(
    private readonly count: (line: string, character: number) => number,
    private readonly lineOf: LineOf,
  ) {}

  /** The same value where it holds no position. @param document the URI of the one that its positions belong to */
  of(value: unknown, document?: string): unknown {
    if (Array.isArray(value)) return value.map((each) => this.of(each, document));
    if (!isPlain(value)) return value;
    if (isPosition(value)) return document === undefined ? value : this.#position(value, document);
    const own = uriIn(value) ?? document;
    const translated = (name: string, member: unknown): unknown => {
      if (name === CHANGES) return member;
      // Edits by the URI of their document.
      if (name === "changes" && isPlain(member)) return mapped(member, (uri, edits) => this.of(edits, uri));
      return this.of(member, own);
    };
    return mapped(value, translated);
  }

  #position({ line, character }: Position, document: string): Position {
    const text = this.lineOf(document, line);
    return { line, character: text === undefined ? character : this.count(text, character) };
  }
}

function mapped(
  value: Record<string, unknown>,
  change: (name: string, member: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(name, member)]));
}

/** The document that a message, or a part of one, names. */
function uriIn(value: unknown): string | undefined {
  if (!isPlain(value)) return undefined;
  const { textDocument } = value as { textDocument?: unknown };
  const { uri } = (isPlain(textDocument) ? textDocument : value) as { uri?: unknown };
  return typeof uri === "string" ? uri : undefined;
}

function isPosition(value: object): value is Position {
  return (
    "line" in value && "character" in value && typeof value.line === "number" && typeof value.character === "number"
  );
}

/** Whether the value is data, and not something that acts. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function";
}

function canReport(value: unknown): value is object {
  return typeof value === "object" && value !== null && "report" in value;
}
