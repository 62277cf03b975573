/** Random expressions of a shape over the names in scope, as a person might write them. */
import { chance, int, pick, type Random, several } from "../random";
import { braces, isSame, KEYS, literalOf, type Name, primitive, quoted, type Shape, shape } from "./shapes";

type Make = () => string;

export class Expressions {
  readonly #next: Random;
  readonly #names: Name[];
  /** Files beside the module, for `file` and `templatefile`. */
  readonly #files: readonly string[];
  #loops = 0;

  constructor(next: Random, names: readonly Name[], files: readonly string[] = []) {
    this.#next = next;
    this.#names = [...names];
    this.#files = files;
  }

  /** An expression of the shape, as a rule: where Terraform refuses it, the caller must have wrapped it in `try`. */
  of(of: Shape, depth: number): string {
    const simple: Make[] = [() => literalOf(this.#next, of)];
    const named = this.#names.filter((name) => isSame(name.shape, of)).map((name) => () => name.text);
    if (depth === 0 || chance(this.#next, 0.15))
      return this.#choose(named.length > 0 ? [...named, ...named, ...simple] : simple);
    return this.#choose([
      ...(named.length > 0 ? [() => this.#choose(named), () => this.#choose(named)] : []),
      ...this.#anywhere(of, depth - 1),
      ...this.#made(of, depth - 1),
    ]);
  }

  /** An expression of any shape. */
  any(depth: number): string {
    return this.of(shape(this.#next), depth);
  }

  #choose(makes: readonly Make[]): string {
    return pick(this.#next, makes)();
  }

  /** Ways to write an expression of any shape. */
  #anywhere(of: Shape, depth: number): Make[] {
    const same = (): string => this.of(of, depth);
    const found = this.#names.flatMap((name): Make[] => {
      if (typeof name.shape === "string") return [];
      if ("object" in name.shape) {
        return Object.entries(name.shape.object)
          .filter(([, each]) => isSame(each, of))
          .flatMap(([key]) => [() => `${name.text}.${key}`, () => `${name.text}["${key}"]`]);
      }
      if ("list" in name.shape && isSame(name.shape.list, of)) {
        return [
          () => `try(${name.text}[${int(this.#next, 3)}], ${same()})`,
          () => `element(concat(${name.text}, [${same()}]), ${int(this.#next, 4)})`,
          () => `(length(${name.text}) > 0 ? ${name.text}[0] : ${same()})`,
        ];
      }
      if ("map" in name.shape && isSame(name.shape.map, of)) {
        return [
          // The default is converted to the type of a map's elements, and a map is not told from an object.
          ...(of === "string" ? [() => `lookup(${name.text}, ${this.of("string", depth)}, ${same()})`] : []),
          () => `try(${name.text}.${pick(this.#next, ["a", "b", "prod"])}, ${same()})`,
          () => `try(${name.text}["${pick(this.#next, KEYS)}"], ${same()})`,
        ];
      }
      return [];
    });
    return [
      ...found,
      () => `(${this.of("bool", depth)} ? ${same()} : ${same()})`,
      () => `((${this.of("bool", 0)} ? ${same()} : null) == null ? ${same()} : ${same()})`,
      () => `(${same()})`,
      () => `try(${literalOf(this.#next, shape(this.#next))}.nothing, ${same()})`,
      () => `[${same()}, ${same()}][${int(this.#next, 2)}]`,
      () => `{ k = ${same()} }.k`,
      () => `one([${same()}])`,
      () => `coalesce(null, ${same()})`,
      () => `nonsensitive(sensitive(${same()}))`,
      () => `jsondecode(jsonencode(${same()}))`,
      () => `[for x in [${same()}] : x][0]`,
      () => `values({ k = ${same()} })[0]`,
    ];
  }

  #made(of: Shape, depth: number): Make[] {
    if (of === "string") return this.#strings(depth);
    if (of === "number") return this.#numbers(depth);
    if (of === "bool") return this.#bools(depth);
    if ("list" in of) return this.#lists(of.list, depth);
    if ("set" in of) return this.#sets(of.set, depth);
    if ("map" in of) return this.#maps(of.map, depth);
    return this.#objects(of.object, depth);
  }

  #strings(depth: number): Make[] {
    const string = (): string => this.of("string", depth);
    const strings = (): string => this.of({ list: "string" }, depth);
    const files = this.#files.flatMap((path): Make[] =>
      path.endsWith(".tftpl")
        ? [
            () =>
              `templatefile("\${path.module}/${path}", { a = ${string()}, b = ${this.of("bool", depth)}, c = ${strings()} })`,
          ]
        : [() => `file("\${path.module}/${path}")`, () => `trimspace(file(join("/", [path.module, "${path}"])))`],
    );
    return [
      ...files,
      () => this.#template(depth),
      () => this.#template(depth),
      () => this.#template(depth),
      () => this.#heredoc(depth),
      () => `${pick(this.#next, ["upper", "lower", "title", "trimspace", "tostring", "chomp", "strrev"])}(${string()})`,
      () => `join("${pick(this.#next, [",", "", "-"])}", ${strings()})`,
      () => `join("-", [${string()}, ${this.of(primitive(this.#next), depth)}])`,
      () => `format("${pick(this.#next, ["%s-%s", "%s/%v", "%[2]s%[1]s", "%q:%5s"])}", ${string()}, ${string()})`,
      () => `format("%s-%03d", ${string()}, ${int(this.#next, 50)})`,
      () =>
        `replace(${string()}, "${pick(this.#next, ["a", "-", "/[a-c]+/", "/(x)/"])}", "${pick(this.#next, ["", "$1", "_"])}")`,
      () => `coalesce(${string()}, "fallback")`,
      () => `tostring(${this.of(primitive(this.#next), depth)})`,
      () => `jsonencode(${this.any(depth)})`,
      () => `substr(${string()}, 0, ${int(this.#next, 6)})`,
      () => `trimprefix(${string()}, "a")`,
      () => `base64encode(${string()})`,
      () => `element(split("-", ${string()}), 0)`,
      () => `lookup(${this.of({ map: "string" }, depth)}, ${string()}, ${string()})`,
      () => `try(tostring(tonumber(${string()})), ${string()})`,
      () => `basename(path.module)`,
      () => `path.module`,
      () => `try(coalesce(${string()}, ""), "none")`,
      () => `join(",", keys(${this.of({ map: primitive(this.#next) }, depth)}))`,
      () => `join(",", sort(${this.of({ set: "string" }, depth)}))`,
    ];
  }

  #numbers(depth: number): Make[] {
    const number = (): string => this.of("number", depth);
    return [
      // Zeros have signs only Terraform keeps track of.
      () => `(${number()} ${pick(this.#next, ["+", "-"])} ${number()})`,
      () => `(${number()} * ${1 + int(this.#next, 3)})`,
      () => `(${number()} / ${pick(this.#next, ["2", "4", "10"])})`,
      () => `(${number()} % 3)`,
      () => `-(1 + abs(${number()}))`,
      () =>
        `length(${this.of(pick(this.#next, ["string", { list: "string" }, { map: "number" }, { set: "string" }] as Shape[]), depth)})`,
      () => `${pick(this.#next, ["max", "min"])}(${number()}, ${number()})`,
      () => `${pick(this.#next, ["ceil", "floor", "abs", "signum"])}(${number()})`,
      () => `try(tonumber(${this.of("string", depth)}), ${number()})`,
      () => `try(sum(${this.of({ list: "number" }, depth)}), 0)`,
      () => `try(index(${this.of({ list: "string" }, depth)}, ${this.of("string", depth)}), -1)`,
    ];
  }

  #bools(depth: number): Make[] {
    const bool = (): string => this.of("bool", depth);
    const string = (): string => this.of("string", depth);
    const number = (): string => this.of("number", depth);
    const some = primitive(this.#next);
    return [
      () => `(${bool()} ${pick(this.#next, ["&&", "||", "==", "!="])} ${bool()})`,
      () => `!${bool()}`,
      () => `(${number()} ${pick(this.#next, ["<", ">", "<=", ">=", "==", "!="])} ${number()})`,
      () => `(${string()} ${pick(this.#next, ["==", "!="])} ${string()})`,
      () => `(${this.of(some, depth)} == ${this.of(primitive(this.#next), depth)})`,
      () => `(${this.any(depth)} ${pick(this.#next, ["==", "!="])} null)`,
      () => `(${this.of({ list: some }, depth)} == ${this.of({ list: some }, depth)})`,
      () => `contains(${this.of({ list: "string" }, depth)}, ${string()})`,
      () => `can(${literalOf(this.#next, shape(this.#next))}${pick(this.#next, [".a", "[0]", `["b"]`, ""])})`,
      () => `can(${this.any(depth)})`,
      () => `can(regex("^a", ${string()}))`,
      () => `${pick(this.#next, ["startswith", "endswith", "strcontains"])}(${string()}, "a")`,
      () => `${pick(this.#next, ["alltrue", "anytrue"])}(${this.of({ list: "bool" }, depth)})`,
      () => `tobool("${pick(this.#next, ["true", "false"])}")`,
      () => `try(tobool(${string()}), ${bool()})`,
      () => `(length(${this.of({ list: "string" }, depth)}) > 0)`,
    ];
  }

  #lists(element: Shape, depth: number): Make[] {
    const list = (): string => this.of({ list: element }, depth);
    const other = shape(this.#next, 1);
    const generic: Make[] = [
      () => `[${several(this.#next, 0, 3, () => this.of(element, depth)).join(", ")}]`,
      () => `concat(${list()}, ${list()})`,
      () => `reverse(${list()})`,
      () => `distinct(${list()})`,
      () => (typeof element === "string" ? `flatten([${list()}, [${list()}]])` : `concat(${list()})`),
      () => `tolist(${list()})`,
      () => `slice(concat(${list()}, [${this.of(element, depth)}]), 0, 1)`,
      () => `coalescelist(${list()}, [${this.of(element, depth)}])`,
      () => `(${this.of("bool", depth)} ? [${this.of(element, depth)}] : [])`,
      () => `(${this.of("bool", depth)} ? ${list()} : [])`,
      () => `values(${this.of({ map: element }, depth)})`,
      () => `(${this.of({ list: { object: { a: element, b: "string" } } }, depth)})[*].a`,
      () => `(${this.of({ list: { object: { a: element } } }, depth)}).*.a`,
      // A null of a list's type is not taken for no element, and a null does not tell its type.
      ...(isSequence(element) ? [] : [() => `(${this.of("bool", depth)} ? ${this.of(element, depth)} : null)[*]`]),
      () => (typeof element === "string" ? `flatten(chunklist(${list()}, 2))` : list()),
      () => this.#loop({ list: other }, depth, (inner) => inner.of(element, depth), "[", "]"),
      () => this.#loop({ map: other }, depth, (inner) => inner.of(element, depth), "[", "]"),
      () => this.#loop({ set: "string" }, depth, (inner) => inner.of(element, depth), "[", "]"),
    ];
    if (element === "string") {
      generic.push(
        () => `keys(${this.of({ map: primitive(this.#next) }, depth)})`,
        () => `split("${pick(this.#next, [",", "-", ""])}", ${this.of("string", depth)})`,
        () => `sort(${list()})`,
        () => `compact(${list()})`,
        () => `formatlist("%s-%s", ${this.of("string", depth)}, ${list()})`,
        () => `tolist(${this.of({ set: "string" }, depth)})`,
        () => `regexall("[a-z]+", ${this.of("string", depth)})`,
      );
    }
    if (element === "number")
      generic.push(
        () => `range(${int(this.#next, 4)})`,
        () => `range(1, 6, ${1 + int(this.#next, 3)})`,
      );
    return generic;
  }

  #sets(element: Shape, depth: number): Make[] {
    const list = (): string => this.of({ list: element }, depth);
    return [
      () => `toset(${list()})`,
      () => `toset(${list()})`,
      () => `setunion(${list()}, ${this.of({ set: element }, depth)})`,
      () => `setsubtract(${list()}, ${list()})`,
      () => `setintersection(${this.of({ set: element }, depth)}, ${list()})`,
    ];
  }

  #maps(element: Shape, depth: number): Make[] {
    const map = (): string => this.of({ map: element }, depth);
    const entry = (): string => `${this.#key(depth)} ${pick(this.#next, ["=", ":"])} ${this.of(element, depth)}`;
    return [
      () => braces(several(this.#next, 0, 3, entry)),
      () => `merge(${map()}, ${map()})`,
      () => `merge(${map()}, ${this.of("bool", depth)} ? ${map()} : {})`,
      () => `merge([${map()}, ${map()}]...)`,
      () => `tomap(${map()})`,
      () => `zipmap(["b", "a"], [${this.of(element, depth)}, ${this.of(element, depth)}])`,
      () => `(${this.of("bool", depth)} ? ${map()} : {})`,
      () =>
        this.#loop(
          { map: shape(this.#next, 1) },
          depth,
          (inner, key) => `${key} => ${inner.of(element, depth)}`,
          "{",
          "}",
        ),
      () =>
        this.#loop({ set: "string" }, depth, (inner, key) => `"k-\${${key}}" => ${inner.of(element, depth)}`, "{", "}"),
      () =>
        this.#loop(
          { list: shape(this.#next, 1) },
          depth,
          (inner, key) => `"k\${${key}}" => ${inner.of(element, depth)}`,
          "{",
          "}",
        ),
      ...(typeof element === "object" && "list" in element
        ? [
            () =>
              this.#loop(
                { list: element.list },
                depth,
                (inner) => `${inner.of("string", 1)} => ${inner.of(element.list, depth)}...`,
                "{",
                "}",
              ),
          ]
        : []),
    ];
  }

  #objects(attributes: Readonly<Record<string, Shape>>, depth: number): Make[] {
    const entries = Object.entries(attributes);
    const entry = ([key, each]: [string, Shape]): string => `${key} = ${this.of(each, depth)}`;
    return [
      () => braces(entries.map(entry)),
      () => braces(entries.map(([key, each]) => `"${key}" : ${this.of(each, depth)}`)),
      () => `merge(${this.of({ object: attributes }, depth)}, ${braces(entries.slice(0, 1).map(entry))})`,
      () => `merge(${braces(entries.map(entry))}, {})`,
      () => `{\n${entries.map((each) => `    ${entry(each)}`).join("\n")}\n  }`,
    ];
  }

  #key(depth: number): string {
    return this.#choose([
      () => quoted(pick(this.#next, KEYS)),
      () => quoted(pick(this.#next, KEYS)),
      () => `(${this.of("string", Math.min(depth, 1))})`,
      () => `"k-\${${this.of("string", 0)}}"`,
    ]);
  }

  /** A `for` expression; `body` is given the scope inside it and the name that stands for the key. */
  #loop(
    over: Shape,
    depth: number,
    body: (inner: Expressions, key: string) => string,
    open: string,
    close: string,
  ): string {
    if (typeof over === "string") return "";
    const [key, value] = [`k${this.#loops}`, `v${this.#loops}`];
    const element: Shape = "list" in over ? over.list : "set" in over ? over.set : "map" in over ? over.map : "string";
    const named = open === "{" || chance(this.#next, 0.5);
    const names: Name[] = [{ text: value, shape: element }];
    if (named) names.push({ text: key, shape: "list" in over ? "number" : "string" });
    const inner = new Expressions(this.#next, [...this.#names, ...names, ...names], this.#files);
    inner.#loops = this.#loops + 1;
    const filter = chance(this.#next, 0.3) ? ` if ${inner.of("bool", Math.min(depth, 1))}` : "";
    const head = named ? `${key}, ${value}` : value;
    return `${open}for ${head} in ${this.of(over, depth)} : ${body(inner, key)}${filter}${close}`;
  }

  #template(depth: number): string {
    const pieces = several(this.#next, 1, 3, () => this.#piece(depth));
    return `"${pieces.join(pick(this.#next, ["", "-", "/", " "]))}"`;
  }

  #piece(depth: number): string {
    const mark = (): string => (chance(this.#next, 0.25) ? "~" : "");
    const part = (): string => this.of(primitive(this.#next), depth);
    return this.#choose([
      () => pick(this.#next, ["text", "alias/", "%%{x}", " a\\n  b "]),
      () => `\${${part()}}`,
      () => `\${${part()}}`,
      () => ` \${${mark()} ${part()} ${mark()}} `,
      () => `%{ if ${this.of("bool", depth)} ${mark()}} yes\${${part()}} %{ else ${mark()}} no %{ endif }`,
      () => `%{ if ${this.of("bool", depth)} }on%{ endif ${mark()}} end`,
      () =>
        `%{ for x${this.#loops} in ${this.of({ list: "string" }, depth)} ${mark()}} \${x${this.#loops}}, %{ endfor ${mark()}}`,
      () => `%{ for k, x in ${this.of({ map: "string" }, depth)} }\${k}=\${x};%{ endfor }`,
    ]);
  }

  /** A heredoc in parentheses, since its end needs a line of its own. */
  #heredoc(depth: number): string {
    if (this.#loops > 0) return this.#template(depth);
    const indented = chance(this.#next, 0.6);
    const indent = indented ? "    " : "";
    const mark = (): string => (chance(this.#next, 0.4) ? "~" : "");
    const lines = several(this.#next, 1, 3, () =>
      this.#choose([
        () => `line \${${this.of("string", Math.min(depth, 1))}} end`,
        () => `  deeper $\${x} "quoted" \\n`,
        () => "",
        () =>
          `%{ if ${this.of("bool", Math.min(depth, 1))} ${mark()}}\n${indent}  inside\n${indent}%{ endif ${mark()}}`,
        () => `%{ for x in ["a", "b"] ${mark()}}\n${indent}- \${x}\n${indent}%{ endfor ${mark()}}`,
      ]),
    );
    return `(<<${indented ? "-" : ""}EOT\n${lines.map((line) => `${indent}${line}\n`).join("")}${indent}EOT\n  )`;
  }
}

function isSequence(of: Shape): boolean {
  return typeof of === "object" && ("list" in of || "set" in of);
}
