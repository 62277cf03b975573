/** What HashiCorp's parser is given of a file that a fix changes, and that this proves what the whole file would. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonOf, regionsOf } from "../../../server/src/engine/fixes/regions";
import type { HclParser } from "../../../server/src/engine/fixes/types";
import { parse } from "../../../server/src/engine/syntax";
import { createNodeHost } from "../../../server/src/platform/node-host";

const { hcl } = createNodeHost();

/** The texts that are read before and after the part, or nothing at the end, is replaced. */
async function readOf(text: string, from: string, to: string): Promise<readonly (readonly string[])[]> {
  const start = from === "" ? text.length : text.indexOf(from);
  const before = parse(text);
  const after = before.edit([{ start, end: start + from.length, text: to }]);
  const regions = await regionsOf("main.tf", before, after, hcl);
  return Promise.all(
    [regions.map((region) => region.before), regions.map((region) => region.after)].map(async (parts) => {
      const read: string[] = [];
      const noting: HclParser = {
        parse: async (_, each) => {
          read.push(each);
          return {};
        },
      };
      await jsonOf("main.tf", parts, noting);
      return read;
    }),
  );
}

const A = 'resource "a" "a" {\n  x = 1\n}\n';
const B = 'resource "b" "b" {\n  y = 1\n}\n';

describe("the regions of a fix", () => {
  it("are the blocks that it touches", async () => {
    assert.deepEqual(await readOf(`${A}\n${B}\n${A}`, "y = 1", "y = 2"), [
      [`\n${B}\n`],
      [`\n${B.replace("1", "2")}\n`],
    ]);
  });

  it("hold what is added, wherever that is", async () => {
    const added = A.replaceAll("a", "c");
    assert.deepEqual(await readOf(A + B, "", added), [[""], [added]]);
    assert.deepEqual(await readOf(`${A}\n${B}# end`, "", `\n${added}`), [["# end"], [`# end\n${added}`]]);
    const [before, after] = await readOf((A + B).trimEnd(), "", `\n${added}`);
    assert.deepEqual([before, after], [[B.trimEnd()], [B + added]]);
  });

  it("are the whole file where blocks do not stand on lines of their own", async () => {
    for (const text of ["a = 1 b = 2\nc = 3\n", `${A.trimEnd()} ${B}`, `${A.trimEnd()} /* c */ ${B}`]) {
      const changed = text.includes("= 3") ? ["2", "4"] : ["y = 1", "y = 2"];
      const [before] = await readOf(text, changed[0]!, changed[1]!);
      assert.deepEqual(before, [text]);
    }
  });

  it("are the whole file where an attribute would be there twice", async () => {
    const [, after] = await readOf("a = 1\nb = 2\nc = 3\n", "c", "a");
    assert.deepEqual(after, ["a = 1\nb = 2\na = 3\n"]);
  });

  /** Items and what may stand between them; some are no HCL, some say what another one says. */
  const item = fc.constantFrom(
    A,
    B,
    'resource "a" "a" {\n  # }\n  text = "}"\n}\n',
    'locals {\n  t = <<EOT\n}\n\nresource "x" "y" {\nEOT\n}\n',
    "h = <<-EOT\n  a\n  EOT\n",
    "v = 1\n",
    "w = { a = 1 }\n",
    "v = [\n  1, # ]\n  2\n]\n",
    "empty {}\n",
    "one { x = 1 }\n",
    "broken {\n  x =\n}\n",
    "u = <<EOT\nnever ended\n",
    '/* } */ c "d" {\n} # end\n',
    "open {\n",
    "}\n",
    `x = "$\{y}"\n`,
  );
  const gap = fc.constantFrom("", "\n", "# comment\n", "// {\n\n", "/* a\n b */\n", "\r\n");
  const file = fc.array(fc.tuple(gap, item), { minLength: 1, maxLength: 6 });

  it("are accepted just where the whole file is, and mean the same", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(file, fc.nat(5), gap, item, fc.boolean(), async (parts, at, otherGap, other, isEnded) => {
        const texts = parts.map((each) => each.join(""));
        const index = at % texts.length;
        const [text, changed] = [texts, texts.with(index, otherGap + other)].map((all) => {
          const joined = all.join("");
          return isEnded ? joined : joined.trimEnd();
        }) as [string, string];
        const old = await jsonOfWhole(text);
        if (old === undefined) return;
        const before = parse(text);
        const start = texts.slice(0, index).join("").length;
        const end = Math.min(text.length, start + texts[index]!.length);
        const tail = text.slice(end);
        const after = before.edit([{ start, end, text: changed.slice(start, changed.length - tail.length) }]);
        assert.equal(after.text, changed);

        const regions = await regionsOf("main.tf", before, after, hcl);
        const wasRead = await jsonOf(
          "main.tf",
          regions.map((region) => region.before),
          hcl,
        );
        const isRead = await jsonOf(
          "main.tf",
          regions.map((region) => region.after),
          hcl,
        );
        assert.notEqual(wasRead, undefined, `refused before: ${JSON.stringify(text)}`);
        const now = await jsonOfWhole(changed);
        assert.equal(isRead !== undefined, now !== undefined, `${JSON.stringify(text)} → ${JSON.stringify(changed)}`);
        if (now === undefined) return;
        accepted++;
        // What the rest means is there once, whichever of the two is taken away.
        assert.deepEqual(countsOf(now, isRead), countsOf(old, wasRead));
      }),
      { numRuns: 400, seed: 30 },
    );
    assert(accepted > 50, `${accepted} edits were valid`);
  });
});

async function jsonOfWhole(text: string): Promise<unknown> {
  return hcl.parse("main.tf", text).catch(() => undefined);
}

/** How often each leaf, by its place but for its number, is in the one value and not in the other. */
function countsOf(value: unknown, other: unknown): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = (each: unknown, place: string, by: number): void => {
    if (typeof each === "object" && each !== null) {
      for (const [name, inner] of Object.entries(each)) count(inner, `${place}.${Array.isArray(each) ? "" : name}`, by);
      if (Object.keys(each).length > 0) return;
    }
    const leaf = `${place}: ${JSON.stringify(each)}`;
    counts[leaf] = (counts[leaf] ?? 0) + by;
  };
  count(value, "", 1);
  count(other, "", -1);
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, number]) => number !== 0)
      .sort(),
  );
}
