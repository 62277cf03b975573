import type { Item, Span } from "../syntax";
import type { Instance } from "./instances";
import type { Location } from "./location";
import type { Value } from "./value";

/** What an expression can see beside its module. */
export interface Scope {
  readonly instance: Instance;
  /** The file and item the expression stands in; without item (a template file) values carry no location. */
  readonly path: string;
  readonly item: Item | undefined;
  /** `each.key` and `each.value`. */
  readonly each?: { readonly key: Value; readonly value: Value };
  /** `count.index`. */
  readonly count?: Value;
  /** Variables of `for` expressions, template loops, splats (`*`) and iterators of `dynamic` blocks. */
  readonly variables?: ReadonlyMap<string, Value>;
}

/** The scope with further variables, hiding outer ones of the same name. */
export function withVariables(scope: Scope, variables: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, variables: new Map([...(scope.variables ?? []), ...variables]) };
}

/** The location of a span in the scope's item. */
export function locate(scope: Scope, span: Span): Location | undefined {
  return scope.item && { path: scope.path, item: scope.item, start: span.start, end: span.end };
}
