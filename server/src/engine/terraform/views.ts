/** Blocks as checks see them: after override files, `dynamic`, `count` and `for_each`. */
import type { Attribute, Block } from "../syntax";
import type { MemoTable } from "./dependencies";
import type { Evaluator } from "./evaluator";
import type { Location } from "./location";
import { locate, type Scope, withVariables } from "./scope";
import type { AttributeView, BlockView, NestedBlocks, ResourceHandle, ResourceView } from "./types";
import { accepted, object, unknown, type Value } from "./value";

/** A block of one file with the scope its expressions are read in; override files add further parts, the last one wins. */
export interface Part {
  readonly block: Block;
  readonly scope: Scope;
}

export class MergedBlock implements BlockView {
  readonly #memo: MemoTable = new Map();

  constructor(
    protected readonly evaluator: Evaluator,
    protected readonly parts: readonly [Part, ...Part[]],
    readonly uncertain: boolean,
  ) {}

  get block(): Block {
    return this.parts[0].block;
  }

  get type(): string {
    const { block } = this.parts[0];
    return block.type === "content" || block.labels.length === 0 ? block.type : (block.labels[0]?.value ?? block.type);
  }

  get header(): Location {
    return headerOf(this.parts[0]);
  }

  attribute(name: string): AttributeView | undefined {
    for (let index = this.parts.length - 1; index >= 0; index--) {
      const part = this.parts[index];
      const node = part?.block.body.find((each): each is Attribute => each.kind === "attribute" && each.name === name);
      if (part && node) return new MergedAttribute(this.evaluator, node, part.scope, this.#memo);
    }
    return undefined;
  }

  nested(type: string): NestedBlocks {
    return this.evaluator.workspace.dependencies.memo<NestedBlocks>(
      this.#memo,
      `{${type}`,
      () => this.#nested(type),
      () => ({ views: [], complete: false }),
    );
  }

  /** An override file that has any block of the type replaces all of them. */
  #nested(type: string): NestedBlocks {
    for (let index = this.parts.length - 1; index >= 0; index--) {
      const part = this.parts[index];
      if (!part) continue;
      const views: BlockView[] = [];
      let complete = true;
      let any = false;
      for (const block of part.block.body) {
        if (block.kind !== "block") continue;
        if (block.type === type) {
          any = true;
          views.push(new NestedBlock(this.evaluator, [{ block, scope: part.scope }], false, type));
        } else if (block.type === "dynamic" && block.labels[0]?.value === type) {
          any = true;
          const expanded = this.#dynamic(block, part.scope, type);
          views.push(...expanded.views);
          complete &&= expanded.complete;
        }
      }
      if (any) return { views, complete };
    }
    return { views: [], complete: true };
  }

  #dynamic(block: Block, scope: Scope, type: string): NestedBlocks {
    const content = block.body.find((each): each is Block => each.kind === "block" && each.type === "content");
    if (!content) return { views: [], complete: true };
    const attribute = (name: string): Attribute | undefined =>
      block.body.find((each): each is Attribute => each.kind === "attribute" && each.name === name);
    const iteratorExpr = attribute("iterator")?.expr;
    const iterator = iteratorExpr?.kind === "variable" ? iteratorExpr.name : type;
    const collection = attribute("for_each")?.expr;
    const items = collection && this.evaluator.items(this.evaluator.evaluate(collection, scope));
    const view = (key: Value, value: Value, uncertain: boolean): BlockView => {
      const turn = object(
        new Map([
          ["key", key],
          ["value", value],
        ]),
      );
      return new NestedBlock(
        this.evaluator,
        [{ block: content, scope: withVariables(scope, [[iterator, turn]]) }],
        uncertain,
        type,
      );
    };
    if (!items) {
      const label = `dynamic "${type}"`;
      return { views: [view(unknown("runtime", label), unknown("runtime", label), true)], complete: false };
    }
    return { views: items.items.map(([key, value]) => view(key, value, false)), complete: items.complete };
  }
}

class NestedBlock extends MergedBlock {
  readonly #type: string;

  constructor(evaluator: Evaluator, parts: readonly [Part, ...Part[]], uncertain: boolean, type: string) {
    super(evaluator, parts, uncertain);
    this.#type = type;
  }

  override get type(): string {
    return this.#type;
  }
}

/** A managed resource or data source. */
export class MergedResource extends MergedBlock implements ResourceView {
  constructor(
    evaluator: Evaluator,
    parts: readonly [Part, ...Part[]],
    readonly resource: ResourceHandle,
    readonly address: string,
    readonly certain: boolean,
  ) {
    super(evaluator, parts, false);
  }
}

class MergedAttribute implements AttributeView {
  constructor(
    private readonly evaluator: Evaluator,
    readonly node: Attribute,
    private readonly scope: Scope,
    private readonly memo: MemoTable,
  ) {}

  get name(): string {
    return this.node.name;
  }

  get at(): Location {
    return locate(this.scope, { start: this.node.start, end: this.node.exprEnd }) as Location;
  }

  get value(): Value {
    return this.evaluator.workspace.dependencies.memo<Value>(
      this.memo,
      this.node.name,
      () => {
        const value = accepted(this.evaluator.evaluate(this.node.expr, this.scope));
        if (value.at) return value;
        const at = locate(this.scope, { start: this.node.exprStart, end: this.node.exprEnd });
        return at ? { ...value, at } : value;
      },
      () => unknown("cycle", this.node.name),
    );
  }
}

/** From the type of a block to the end of its last label. */
export function headerOf({ block, scope }: Part): Location {
  const end = block.labels.at(-1)?.end ?? block.typeEnd;
  return locate(scope, { start: block.start, end }) as Location;
}
