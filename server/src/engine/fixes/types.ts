/** What a fix is. */
import type { Message } from "../../../../shared/src";
import type { TextEdit } from "../syntax";
import type { Intent } from "./intent";

export type FixKind =
  | "set" //           attributes, with a key that exists
  | "create-key" //    a new customer-managed key, and its use
  | "key-input" //     a new variable for the key, passed by every caller
  | "new-resource" //  a resource that completes another: an S3 configuration, an alias
  | "restrict" //      narrower access, which a person must judge
  | "waive";

/** A change that mends a finding (or waives it), computed but not yet verified. */
export interface Fix {
  readonly title: Message;
  readonly kind: FixKind;
  /** Right without asking, unless it replaces the resource: at most one of a finding's fixes. */
  readonly certain: boolean;
  /** Right without asking, and part of fix-all. */
  readonly preferred: boolean;
  /** Firm sources say that applying it makes Terraform replace the resource. */
  readonly replaces: boolean;
  /** By absolute path; absolute offsets, sorted, not overlapping, all against the present texts. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** By absolute path: what the edits mean. */
  readonly intents: ReadonlyMap<string, readonly Intent[]>;
}

/** HashiCorp's parser; rejects what is not valid HCL. */
export interface HclParser {
  parse(filename: string, text: string): Promise<unknown>;
}
