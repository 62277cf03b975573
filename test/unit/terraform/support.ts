/** Small workspaces in memory, for tests. */
import { parse, parseJsonConfiguration } from "../../../server/src/engine/syntax";
import { type BlockView, Evaluator, type Value, Workspace } from "../../../server/src/engine/terraform";

export interface Fixture {
  readonly workspace: Workspace;
  readonly evaluator: Evaluator;
  /** Takes in a file, or its new text. */
  set(path: string, text: string): void;
}

/** A workspace under `/w` of the given files; paths are relative to it. Files that are not Terraform are only readable. */
export function workspaceOf(files: Readonly<Record<string, string>>, variableFiles: readonly string[] = []): Fixture {
  const texts = new Map<string, string>();
  const workspace = new Workspace({
    root: "/w",
    readFile: (path) => texts.get(path),
    variableFiles: variableFiles.map((path) => ({ path: `/w/${path}`, folder: "/w" })),
  });
  const set = (path: string, text: string): void => {
    texts.set(`/w/${path}`, text);
    const kind = path.includes(".tfvars") ? "variables" : "configuration";
    workspace.setFile(`/w/${path}`, path.endsWith(".json") ? parseJsonConfiguration(text, kind) : parse(text));
    workspace.touchFile(`/w/${path}`);
    workspace.takeChanges();
  };
  for (const [path, text] of Object.entries(files)) set(path, text);
  return { workspace, evaluator: new Evaluator(workspace), set };
}

/** The value of an attribute of the first view of a resource, in every way its module is used. */
export function valuesOf(fixture: Fixture, dir: string, symbol: string, attribute: string): (Value | undefined)[] {
  const module = fixture.workspace.module(dir === "" ? "/w" : `/w/${dir}`);
  if (!module) return [];
  return fixture.evaluator.instances
    .of(module)
    .flatMap((instance) => fixture.evaluator.views(instance, symbol))
    .map((view: BlockView) => view.attribute(attribute)?.value);
}

/** A value as plain data: known values as themselves, references as `<address.path>`, unknowns as `?label`. */
export function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case "known":
      return value.value;
    case "template":
      return value.parts.map((part) => (typeof part === "string" ? part : `{${plain(part)}}`)).join("");
    case "list":
      return value.elements.map(plain);
    case "object":
      return Object.fromEntries([...value.entries].map(([key, each]) => [key, plain(each)]));
    case "reference":
    case "resource": {
      const { declaration, instance, key } = value.resource;
      const index = key?.kind === "known" ? `[${JSON.stringify(key.value)}]` : key ? "[?]" : "";
      const path = value.kind === "reference" ? value.path.map((each) => `.${each}`).join("") : "";
      return `<${instance.address === "" ? "" : `${instance.address}.`}${declaration.symbol}${index}${path}>`;
    }
    case "union":
      return { oneOf: value.options.map(plain) };
    case "unknown":
      return `?${value.code}:${value.label}`;
  }
}
