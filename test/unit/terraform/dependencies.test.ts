/** What is computed again when something changes, and what is not. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Dependencies, type MemoTable } from "../../../server/src/engine/terraform/dependencies";

/** Numbers that are given, and memos over them by name, each counted when it is computed. */
class Sheet {
  readonly dependencies = new Dependencies();
  readonly given = new Map<string, number>();
  readonly computed: string[] = [];
  readonly #table: MemoTable = new Map();

  set(key: string, value: number): ReadonlySet<string> {
    this.given.set(key, value);
    return this.dependencies.change([key]);
  }

  get(key: string): number {
    this.dependencies.read(key);
    return this.given.get(key) ?? 0;
  }

  memo(name: string, compute: () => number): number {
    return this.dependencies.memo(this.#table, name, this.#counted(name, compute), () => -1);
  }

  compared(name: string, compute: () => number): number {
    return this.dependencies.memo(
      this.#table,
      name,
      this.#counted(name, compute),
      () => -1,
      (one, other) => one === other,
    );
  }

  root(name: string, compute: () => number): { readonly value: number; holds(): boolean; drop(): void } {
    const { value, memo } = this.dependencies.root(name, this.#counted(name, compute));
    return {
      value,
      holds: () => this.dependencies.holds(memo),
      drop: () => this.dependencies.drop(memo),
    };
  }

  #counted(name: string, compute: () => number): () => number {
    return () => {
      this.computed.push(name);
      return compute();
    };
  }
}

describe("dependencies", () => {
  it("compute again what read a key that changed, and nothing else", () => {
    const sheet = new Sheet();
    const a = (): number => sheet.memo("a", () => sheet.get("x") + 1);
    const b = (): number => sheet.memo("b", () => sheet.get("y") + 1);
    const sum = (): number => sheet.memo("sum", () => a() + b());
    assert.equal(sum(), 2);
    sheet.set("x", 5);
    sheet.computed.length = 0;
    assert.equal(sum(), 7);
    assert.deepEqual(sheet.computed, ["sum", "a"]);
  });

  it("end where a value comes out the same", () => {
    const sheet = new Sheet();
    const sign = (): number => sheet.compared("sign", () => Math.sign(sheet.get("x")));
    const middle = (): number => sheet.memo("middle", () => sign() * 10);
    sheet.set("x", 3);
    const root = sheet.root("root", () => middle() + sheet.get("y"));
    assert.equal(root.value, 10);
    sheet.computed.length = 0;
    assert.deepEqual([...sheet.set("x", 4)], ["root"], "it may concern the root");
    assert(root.holds());
    assert.deepEqual(sheet.computed, ["sign"]);
    sheet.set("x", -4);
    assert(!root.holds());
    assert.equal(middle(), -10);
  });

  it("hold again, and are lost again, after a value came out the same", () => {
    const sheet = new Sheet();
    const sign = (): number => sheet.compared("sign", () => Math.sign(sheet.get("x")));
    sheet.set("x", 3);
    const root = sheet.root("root", sign);
    for (const x of [4, 5, 6]) {
      sheet.set("x", x);
      assert(root.holds());
    }
    sheet.set("x", 0);
    assert(!root.holds());
  });

  it("do not look at what is no longer asked for", () => {
    const sheet = new Sheet();
    const chosen = (): number =>
      sheet.memo("chosen", () => (sheet.get("which") === 0 ? sheet.get("a") : sheet.get("b")));
    const root = sheet.root("root", chosen);
    sheet.set("b", 1);
    assert(root.holds());
    sheet.set("which", 1);
    assert(!root.holds());
    assert.equal(chosen(), 1);
  });

  it("answer a cycle, and keep nothing of it", () => {
    const sheet = new Sheet();
    const one = (): number => sheet.memo("one", () => two() + sheet.get("x"));
    const two = (): number => sheet.memo("two", () => one() * 2);
    const root = sheet.root("root", one);
    assert.equal(root.value, -2);
    sheet.set("x", 1);
    assert(!root.holds());
  });

  it("forget what nobody uses", () => {
    const sheet = new Sheet();
    const part = (): number => sheet.memo("part", () => sheet.get("x"));
    const root = sheet.root("root", part);
    root.drop();
    sheet.dependencies.sweep();
    sheet.computed.length = 0;
    part();
    assert.deepEqual(sheet.computed, ["part"]);
    assert.deepEqual([...sheet.dependencies.rootsOf("x")], []);
  });

  it("name the roots that a key was read for", () => {
    const sheet = new Sheet();
    sheet.root("first", () => sheet.memo("part", () => sheet.get("x")));
    sheet.root("second", () => sheet.get("y"));
    assert.deepEqual([...sheet.dependencies.rootsOf("x")], ["first"]);
  });

  it("answer like computations without memory, whatever changes in whatever order", () => {
    // Layers of memos over eight keys; each uses two of the layer below, and every other one is compared.
    const rules = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom("sum", "least", "sign", "choice")), {
      minLength: 24,
      maxLength: 24,
    });
    const changes = fc.array(fc.tuple(fc.nat(7), fc.integer({ min: -2, max: 2 })), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rules, changes, (cells, edits) => {
        const sheet = new Sheet();
        const value = (layer: number, index: number, ask: (layer: number, index: number) => number): number => {
          const [left, right, rule] = cells[(layer - 1) * 8 + index] ?? assert.fail();
          const one = ask(layer - 1, left);
          if (rule === "choice" && one < 0) return 0;
          const other = ask(layer - 1, right);
          return rule === "sum" ? one + other : rule === "least" ? Math.min(one, other) : Math.sign(one + other);
        };
        const kept = (layer: number, index: number): number => {
          if (layer === 0) return sheet.get(`k${index}`);
          const compute = (): number => value(layer, index, kept);
          return index % 2 === 0
            ? sheet.compared(`${layer}/${index}`, compute)
            : sheet.memo(`${layer}/${index}`, compute);
        };
        const plain = (layer: number, index: number): number =>
          layer === 0 ? (sheet.given.get(`k${index}`) ?? 0) : value(layer, index, plain);
        const indexes = Array.from({ length: 8 }, (_, index) => index);
        const make = (index: number) => sheet.root(`r${index}`, () => kept(3, index));
        const roots = indexes.map(make);
        for (const [key, given] of edits) {
          const concerned = sheet.set(`k${key}`, given);
          for (const index of indexes) {
            const root = roots[index] ?? assert.fail();
            if (!root.holds()) {
              assert(concerned.has(`r${index}`));
              root.drop();
              roots[index] = make(index);
            }
            assert.equal(roots[index]?.value, plain(3, index));
          }
          sheet.dependencies.sweep();
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
