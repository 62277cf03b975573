/** Random configurations: a root module with variable files and override files, and modules that call each other. */
import { chance, int, pick, type Random, random, several } from "../random";
import { Expressions } from "./expressions";
import { type Argument, asJson, type Declared, isWritableAsJson, literalAsJson } from "./json";
import {
  braces,
  constraint,
  KEYS,
  literal,
  literalOf,
  type Name,
  primitive,
  quoted,
  type Shape,
  shape,
} from "./shapes";

/** Texts by path; the root module stands in the directory "". */
export type Files = Record<string, string>;

interface Variable {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

/** What a caller needs to know of a module. */
interface Interface {
  readonly dir: string;
  readonly variables: readonly Variable[];
  readonly outputs: readonly Name[];
}

const DEPTH = 3;

/** The files of the world of that seed. The root's outputs are what Terraform and the engine are compared by. */
export function world(seed: number): Files {
  const next = random(seed);
  const files: Files = {};
  const library: Interface[] = [];
  for (const dir of ["modules/leaf", "modules/store", "stacks/app/db"].slice(0, int(next, 4))) {
    library.push(new ModuleWriter(next, dir, files, library).write());
  }
  new ModuleWriter(next, "", files, library).write();
  return files;
}

class ModuleWriter {
  readonly #names: Name[] = [];
  readonly #declared: Declared[] = [];
  readonly #overrides: Declared[] = [];
  readonly #readable: string[] = [];
  readonly #variables: Variable[] = [];

  constructor(
    private readonly next: Random,
    private readonly dir: string,
    private readonly files: Files,
    private readonly library: readonly Interface[],
  ) {}

  get #isRoot(): boolean {
    return this.dir === "";
  }

  write(): Interface {
    this.#writeReadable();
    several(this.next, 2, this.#isRoot ? 6 : 4, (index) => this.#variable(`v${index}`));
    several(this.next, 0, 2, (index) => this.#optional(`w${index}`));
    // Terraform does not look into variable files that lie beside a called module.
    if (this.#isRoot || chance(this.next, 0.3)) this.#writeVariableFiles();
    several(this.next, 2, this.#isRoot ? 8 : 4, (index) => this.#local(`l${index}`));
    if (this.library.length > 0) several(this.next, 1, this.#isRoot ? 4 : 2, (index) => this.#call(`m${index}`));
    several(this.next, 0, 2, (index) => this.#resource(`r${index}`));
    several(this.next, 0, 3, (index) => this.#local(`n${index}`));
    const outputs = several(this.next, this.#isRoot ? 10 : 2, this.#isRoot ? 24 : 4, (index) =>
      this.#output(`o${index}`),
    );
    this.#writeConfiguration();
    return { dir: this.dir, variables: this.#variables, outputs };
  }

  #expression(of: Shape, depth = DEPTH, extra: readonly Name[] = []): string {
    return new Expressions(this.next, [...this.#names, ...extra], this.#readable).of(of, depth);
  }

  // ── Declarations ───────────────────────────────────────────────────────────────────────────────────────────────────

  #variable(name: string): void {
    const of = shape(this.next);
    const required = chance(this.next, 0.25);
    const nullable = chance(this.next, 0.2) ? [["nullable", "false"] as const] : [];
    const type = chance(this.next, 0.85) ? [["type", constraint(this.next, of)] as const] : [];
    // A variable without type is as it was written, so no conversion may be needed.
    const fallback = (): Argument => ["default", literal(this.next, of, type.length > 0)];
    const typed = type.length > 0 || !hasSet(of);
    const header = `variable "${name}"`;
    this.#declare(
      { header, body: [...type, ...nullable, ...(required ? [] : [fallback()])] },
      required ? undefined : { header, body: [fallback()] },
    );
    this.#variables.push({ name, shape: of, required });
    if (typed) this.#names.push({ text: `var.${name}`, shape: of });
  }

  /** A variable that is null unless somebody sets it, and the ways in which people use those. */
  #optional(name: string): void {
    const of = shape(this.next);
    const type = chance(this.next, 0.8) ? constraint(this.next, of) : "any";
    this.#declare(
      {
        header: `variable "${name}"`,
        body: [
          ["type", type],
          ["default", "null"],
        ],
      },
      { header: `variable "${name}"`, body: [["default", literal(this.next, of)]] },
    );
    this.#variables.push({ name, shape: of, required: false });
    const other = literalOf(this.next, of);
    const path = `var.${name}`;
    this.#names.push(
      { text: `coalesce(${path}, ${other})`, shape: of },
      { text: `(${path} == null ? ${other} : ${path})`, shape: of },
      { text: `(${path} != null ? ${path} : ${other})`, shape: of },
      { text: `try(coalesce(${path}), ${other})`, shape: of },
      { text: `[for x in [${path}] : x if x != null]`, shape: { list: of } },
      { text: `(${path} == null)`, shape: "bool" },
    );
    if (of === "string") this.#names.push({ text: `compact([${path}, "z"])`, shape: { list: "string" } });
    if (typeof of === "object" && "list" in of) {
      this.#names.push({ text: `concat(${path} == null ? [] : ${path}, [])`, shape: of });
      this.#names.push({ text: `try(${path}[0], ${literalOf(this.next, of.list)})`, shape: of.list });
    }
    if (typeof of === "object" && "map" in of) {
      this.#names.push({ text: `merge(${path}, {})`, shape: of });
      if (of.map === "string") this.#names.push({ text: `lookup(coalesce(${path}, {}), "a", "z")`, shape: "string" });
    }
  }

  #local(name: string): void {
    const of = shape(this.next);
    this.#declare(
      { header: "locals", body: [[name, this.#guarded(of)]] },
      { header: "locals", body: [[name, this.#guarded(of)]] },
    );
    this.#names.push({ text: `local.${name}`, shape: of });
  }

  /** An expression that can hardly fail: it is caught. */
  #guarded(of: Shape, extra: readonly Name[] = []): string {
    const expression = this.#expression(of, DEPTH, extra);
    return chance(this.next, 0.15) ? expression : `try(${expression}, ${literalOf(this.next, of)})`;
  }

  #output(name: string): Name {
    const of = shape(this.next);
    const value = (): string =>
      this.#isRoot && chance(this.next, 0.5)
        ? `try(jsonencode({ v = ${this.#expression(of, DEPTH + 1)} }), "!")`
        : this.#guarded(of);
    const header = `output "${name}"`;
    this.#declare({ header, body: [["value", value()]] }, { header, body: [["value", value()]] });
    return { text: name, shape: of };
  }

  #call(name: string): void {
    const module = pick(this.next, this.library);
    const { arguments: repeated, names, address } = this.#repetition(`module.${name}`);
    const given = module.variables.filter(({ required }) => required || chance(this.next, 0.6));
    const argument = ({ name: variable, shape: of, required }: Variable): Argument => [
      variable,
      !required && chance(this.next, 0.15) ? "null" : this.#guarded(of, names),
    ];
    const header = `module "${name}"`;
    this.#declare(
      { header, body: [["source", `"${relative(this.dir, module.dir)}"`], ...repeated, ...given.map(argument)] },
      given.length > 0 ? { header, body: [argument(pick(this.next, given))] } : undefined,
    );
    for (const output of module.outputs) this.#names.push(...address(output));
    if (repeated.length === 0 && chance(this.next, 0.5)) {
      const object = Object.fromEntries(module.outputs.map((output) => [output.text, output.shape]));
      this.#names.push({ text: `module.${name}`, shape: { object } });
    }
  }

  /** Resources of the provider that is built into Terraform. As with AWS, attributes are mostly primitive. */
  #resource(name: string): void {
    const of = primitive(this.next);
    const { arguments: repeated, names, address } = this.#repetition(`terraform_data.${name}`);
    const input = (): Argument => ["input", this.#guarded(of, names)];
    const header = `resource "terraform_data" "${name}"`;
    this.#declare({ header, body: [...repeated, input()] }, { header, body: [input()] });
    this.#names.push(...address({ text: "input", shape: of }));
  }

  /** `count`, `for_each` or neither, what the block itself can then use, and how its attributes are reached from outside. */
  #repetition(path: string): {
    arguments: readonly Argument[];
    names: readonly Name[];
    address: (attribute: Name) => readonly Name[];
  } {
    switch (int(this.next, 5)) {
      case 0: {
        const condition = this.#expression("bool", 2);
        return {
          arguments: [["count", `try(${condition}, true) ? 1 : 0`]],
          names: [{ text: "count.index", shape: "number" }],
          address: ({ text, shape: of }) => [
            { text: `(${path}[*].${text})`, shape: { list: of } },
            { text: `try(${path}[0].${text}, ${literalOf(this.next, of)})`, shape: of },
            { text: `(length(${path}) > 0 ? ${path}[0].${text} : ${literalOf(this.next, of)})`, shape: of },
            { text: `(one(${path}[*].${text}) == null)`, shape: "bool" },
            { text: `length(${path})`, shape: "number" },
          ],
        };
      }
      case 1: {
        const count = 1 + int(this.next, 3);
        return {
          arguments: [["count", `${count}`]],
          names: [{ text: "count.index", shape: "number" }],
          address: ({ text, shape: of }) => [
            { text: `${path}[${int(this.next, count)}].${text}`, shape: of },
            { text: `${path}.${int(this.next, count)}.${text}`, shape: of },
            { text: `[for each in ${path} : each.${text}]`, shape: { list: of } },
            { text: `${path}.*.${text}`, shape: { list: of } },
          ],
        };
      }
      case 2: {
        const keys = [...new Set(several(this.next, 1, 3, () => pick(this.next, KEYS)))];
        const value = shape(this.next, 1);
        const all = (of: Shape, text: string): Name[] => [
          { text: `(values(${path})[*].${text})`, shape: { list: of } },
          { text: `{ for key, each in ${path} : key => each.${text} }`, shape: { map: of } },
        ];
        if (chance(this.next, 0.4)) {
          return {
            arguments: [["for_each", `toset([${keys.map((key) => `"${key}"`).join(", ")}])`]],
            names: [
              { text: "each.key", shape: "string" },
              { text: "each.value", shape: "string" },
            ],
            address: ({ text, shape: of }) => [{ text: `${path}["${keys[0]}"].${text}`, shape: of }, ...all(of, text)],
          };
        }
        const entries = keys.map((key) => `${quoted(key)} = ${literal(this.next, value)}`);
        return {
          arguments: [["for_each", braces(entries)]],
          names: [
            { text: "each.key", shape: "string" },
            { text: "each.value", shape: value },
            { text: "each.value", shape: value },
          ],
          address: ({ text, shape: of }) => [{ text: `${path}["${keys[0]}"].${text}`, shape: of }, ...all(of, text)],
        };
      }
      default:
        return { arguments: [], names: [], address: ({ text, shape: of }) => [{ text: `${path}.${text}`, shape: of }] };
    }
  }

  /** Declares the block, and now and then another text for it in an override file. */
  #declare(block: Declared, other: Declared | undefined): void {
    this.#declared.push(block);
    if (other && chance(this.next, 0.12)) this.#overrides.push(other);
  }

  // ── Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #writeReadable(): void {
    if (chance(this.next, 0.4)) {
      this.#put("text.txt", ` some \${text}\n"of" ${int(this.next, 100)}\n\n`);
      this.#readable.push("text.txt");
    }
    if (chance(this.next, 0.4)) {
      this.#put(
        "list.tftpl",
        `a=\${a} \${upper(a)}\n%{ if b ~}\n  yes\n%{ else ~}\n  no\n%{ endif ~}\n%{ for x in c ~}\n- \${x}\n%{ endfor ~}\nend $\${a}\n`,
      );
      this.#readable.push("list.tftpl");
    }
  }

  /** Values for the variables, in files of different precedence; one without default is in the first of them. */
  #writeVariableFiles(): void {
    const names = ["terraform.tfvars", "terraform.tfvars.json", "b.auto.tfvars", "a.auto.tfvars.json", "other.tfvars"];
    for (const file of names) {
      const set = this.#variables.filter(({ required }) =>
        file === "terraform.tfvars" ? required || chance(this.next, 0.3) : chance(this.next, 0.2),
      );
      if (set.length === 0) continue;
      const values = set.map(({ name, shape: of }) => [name, literal(this.next, of, true)] as const);
      this.#put(
        file,
        file.endsWith(".json")
          ? JSON.stringify(Object.fromEntries(values.map(([name, text]) => [name, literalAsJson(text)])), null, 2)
          : values.map(([name, text]) => `${name} = ${text}\n`).join(""),
      );
    }
  }

  #writeConfiguration(): void {
    const target = (): string => pick(this.next, ["main.tf", "main.tf", "variables.tf", "z.tf", "data.tf.json"]);
    this.#spread(this.#declared, target);
    this.#spread(this.#overrides, () => pick(this.next, ["override.tf", "a_override.tf", "z_override.tf"]));
    // Without configuration files a directory is no module.
    this.files[`${this.#prefix}main.tf`] ??= "";
  }

  #spread(blocks: readonly Declared[], target: () => string): void {
    const inJson: Declared[] = [];
    for (const block of blocks) {
      const file = target();
      if (file.endsWith(".json") && isWritableAsJson(block)) inJson.push(block);
      else {
        const path = file.endsWith(".json") ? "main.tf" : file;
        const body = block.body.map(([name, expression]) => `  ${name} = ${expression}\n`);
        this.#put(path, `${this.files[this.#prefix + path] ?? ""}${block.header} {\n${body.join("")}}\n\n`);
      }
    }
    if (inJson.length > 0) this.#put("data.tf.json", asJson(inJson));
  }

  get #prefix(): string {
    return this.#isRoot ? "" : `${this.dir}/`;
  }

  #put(name: string, text: string): void {
    this.files[this.#prefix + name] = text;
  }
}

function hasSet(of: Shape): boolean {
  if (typeof of === "string") return false;
  if ("set" in of) return true;
  if ("list" in of) return hasSet(of.list);
  return "map" in of ? hasSet(of.map) : Object.values(of.object).some(hasSet);
}

/** The way from one directory of the world to another, as a module source. */
function relative(from: string, to: string): string {
  const up = from === "" ? "./" : "../".repeat(from.split("/").length);
  return up + to;
}
