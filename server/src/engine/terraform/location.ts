import type { Item, Span } from "../syntax";

/**
 * A place in a file of the workspace. The span is relative to the item, so a location stays right while the item moves;
 * `Workspace.rangeOf` turns it into a position.
 */
export interface Location extends Span {
  /** Absolute path with forward slashes. */
  readonly path: string;
  readonly item: Item;
}
