/** Declarations, modules, instances and the views of blocks that checks are given. */
import type { Attribute, Block, File, Item } from "../syntax";
import type { Location } from "./location";
import type { Value } from "./value";

export type FileKind =
  | "configuration" // .tf, .tofu, .tf.json, .tofu.json
  | "variables"; //    .tfvars, .tfvars.json

/** A file of the workspace as Terraform would use it. */
export interface SourceFile {
  readonly path: string;
  readonly file: File;
  readonly kind: FileKind;
  /** `override.tf`, `*_override.tf`: merged over the other files. */
  readonly override: boolean;
}

export type DeclarationKind =
  | "resource"
  | "data"
  | "ephemeral"
  | "variable"
  | "local"
  | "output"
  | "module"
  | "provider"
  | "terraform"
  /** An assignment in a variable file. */
  | "assignment";

/** One declaration in one file; several with the same symbol are merged (override files) or duplicates. */
export interface Declaration {
  readonly kind: DeclarationKind;
  /** Unique within a module: `var.x`, `local.x`, `output.x`, `module.x`, `aws_kms_key.x`, `data.aws_x.y`, `provider.aws`, `assignment.x`. */
  readonly symbol: string;
  /** Resource type of a resource or data source, else "". */
  readonly type: string;
  readonly name: string;
  readonly module: Module;
  readonly source: SourceFile;
  readonly item: Item;
  /** The block, or the attribute of a `locals` block for a local. */
  readonly node: Block | Attribute;
}

/** A directory of configuration files. */
export interface Module {
  /** Absolute path with forward slashes. */
  readonly dir: string;
  /** By symbol; base declarations in the order of file names and text, then overrides in theirs. */
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  /** Managed resources by type, data sources under `data.<type>`. */
  readonly byType: ReadonlyMap<string, ReadonlySet<Declaration>>;
  /** The dependency key of a symbol of the module, the same string each time. */
  keyOf(symbol: string): string;
}

/** One way in which a module is used: as root, or by a certain chain of calls. */
export interface ModuleInstance {
  readonly module: Module;
  /** `""` for a root module, else `module.dev.module.db["a"]`. */
  readonly address: string;
  readonly parent: ModuleInstance | undefined;
  /** The call in the parent module. */
  readonly call: Declaration | undefined;
  /** `for_each` key or `count` index of the call; undefined when it has neither. */
  readonly key: Value | undefined;
}

/** A resource as declared in one module instance, or one instance of it by key. */
export interface ResourceHandle {
  readonly instance: ModuleInstance;
  readonly declaration: Declaration;
  /** Key chosen by an index (`[0]`, `["a"]`); undefined when none was. */
  readonly key: Value | undefined;
}

/** An attribute as it holds after override files, with its value on demand. */
export interface AttributeView {
  readonly name: string;
  readonly node: Attribute;
  /** From the name to the end of the expression. */
  readonly at: Location;
  readonly value: Value;
}

/** Nested blocks of one type. */
export interface NestedBlocks {
  readonly views: readonly BlockView[];
  /** False when a `dynamic` block whose collection is unknown may add or drop blocks. */
  readonly complete: boolean;
}

/** A block as it holds after override files and expansion of `dynamic`, `count` and `for_each`. */
export interface BlockView {
  readonly type: string;
  readonly block: Block;
  /** From the type to the end of the last label (or of the type). */
  readonly header: Location;
  /** True when the block comes from a `dynamic` block whose collection is unknown: it may not exist at all. */
  readonly uncertain: boolean;
  attribute(name: string): AttributeView | undefined;
  nested(type: string): NestedBlocks;
}

/** One resource (or data source) as one instance of its module, and one key of its `count` or `for_each`, sees it. */
export interface ResourceView extends BlockView {
  readonly resource: ResourceHandle;
  /** Address within its module: `aws_db_instance.app`, `aws_db_instance.app["a"]`. */
  readonly address: string;
  /** False when `count` or `for_each` is unknown: it is judged as if it existed. */
  readonly certain: boolean;
}

/** What a dotted path of attribute and block names leads to; one selection for each instance of repeated blocks. */
export interface Selection {
  /** Undefined when the attribute (or a block on the way) is not there. */
  readonly value: Value | undefined;
  readonly attribute: AttributeView | undefined;
  /** The attribute that decides, or the header of the innermost block there is when it is missing. */
  readonly at: Location;
  /** The innermost block that exists on the way. */
  readonly block: BlockView;
  /** The rest of the path that does not exist, empty when the attribute is there. */
  readonly missing: readonly string[];
  /** True when an unknown `dynamic` block might still supply or remove it. */
  readonly uncertain: boolean;
}
