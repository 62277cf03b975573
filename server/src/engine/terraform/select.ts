import type { BlockView, Selection } from "./types";
import { stepped, type Value } from "./value";

/**
 * Follows a dotted path (`root_block_device.kms_key_id`) through nested blocks, `dynamic` blocks and object attributes.
 * Answers at least one selection: one for each instance of repeated blocks on the way, or one that says where the path ends.
 * Whether the view itself exists is not their matter.
 */
export function select(view: BlockView, path: string): readonly Selection[] {
  return inBlock(view, path.split("."), false);
}

function inBlock(view: BlockView, path: readonly string[], uncertain: boolean): readonly Selection[] {
  const [name = "", ...rest] = path;
  const attribute = view.attribute(name);
  if (attribute) {
    return inValue(attribute.value, rest).map(({ value, missing }) => ({
      value,
      attribute,
      at: value?.at ?? attribute.at,
      block: view,
      missing,
      uncertain,
    }));
  }
  const nested = view.nested(name);
  const doubtful = uncertain || !nested.complete;
  if (nested.views.length > 0) {
    if (rest.length > 0) return nested.views.flatMap((each) => inBlock(each, rest, doubtful));
    return nested.views.map((each) => ({
      value: undefined,
      attribute: undefined,
      at: each.header,
      block: each,
      missing: [],
      uncertain: doubtful,
    }));
  }
  return [
    {
      value: undefined,
      attribute: undefined,
      at: view.header,
      block: view,
      missing: path,
      uncertain: doubtful,
    },
  ];
}

/** The rest of a path inside the value of an attribute; a list on the way stands for repeated blocks. */
function inValue(
  value: Value,
  path: readonly string[],
): readonly { readonly value: Value | undefined; readonly missing: readonly string[] }[] {
  const [name, ...rest] = path;
  if (name === undefined) return [{ value, missing: [] }];
  switch (value.kind) {
    case "object": {
      const entry = value.entries.get(name);
      if (entry) return inValue(stepped(entry, value.trace), rest);
      return value.complete
        ? [{ value: undefined, missing: path }]
        : [{ value: { kind: "unknown", code: "runtime", label: name, trace: value.trace }, missing: [] }];
    }
    case "list":
      return value.elements.length > 0
        ? value.elements.flatMap((each) => inValue(stepped(each, value.trace), path))
        : [{ value: undefined, missing: path }];
    case "union":
      return [
        {
          value: {
            ...value,
            options: value.options.flatMap((each) => inValue(each, path).map((found) => found.value ?? NOTHING)),
          },
          missing: [],
        },
      ];
    case "known":
      return [{ value: undefined, missing: path }];
    default:
      return [{ value: { kind: "unknown", code: "runtime", label: name, trace: value.trace }, missing: [] }];
  }
}

const NOTHING: Value = { kind: "known", value: null, trace: [] };
