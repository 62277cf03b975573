import assert from "node:assert/strict";
import { coveragePicture, keyMapPicture } from "../../../server/src/engine/report/pictures";
import { evidence, key } from "./evidence";

/** The numbers that an attribute of the elements has. */
function numbers(svg: string, element: RegExp, attribute: string): number[] {
  return [...svg.matchAll(element)].map(([tag]) => Number(new RegExp(`\\s${attribute}="([^"]*)"`).exec(tag)?.[1]));
}

const topics = (count: number, name: string, line = ""): string =>
  Array.from({ length: count }, (_, index) => `resource "aws_sns_topic" "${name}${index}" {\n${line}\n}`).join("\n");

describe("the picture of the coverage", () => {
  it("divides each bar as the stores are protected", () => {
    const found = evidence(key("a") + topics(3, "a", "kms_master_key_id = aws_kms_key.a.id") + topics(1, "b"));
    const svg = coveragePicture(found, "en")?.svg.text ?? "";
    // A total and one category; the legend comes first.
    const bars = (name: string): number[] =>
      numbers(svg, new RegExp(`<rect class="fill-${name}"[^>]*>`, "g"), "width").slice(1);
    assert.deepEqual(bars("cmk"), [420, 420]);
    assert.deepEqual(bars("unencrypted"), [140, 140]);
    assert.deepEqual(bars("aws-key"), []);
    assert.match(svg, /CMK 3 of 4/);
  });

  it("is none where there are no stores", () => {
    assert.equal(coveragePicture(evidence(key("a")), "en"), undefined);
  });
});

describe("the picture of the key map", () => {
  it("leads from each key to its stores, and shows what has none", () => {
    const found = evidence(
      `${key("a")}${key("idle")}${topics(2, "a", "kms_master_key_id = aws_kms_key.a.id")}${topics(1, "bare")}`,
    );
    const drawn = keyMapPicture(found, "en");
    const svg = drawn?.picture.svg.text ?? "";
    assert.deepEqual(drawn?.leftOut, { keys: 0, stores: 0 });
    const titles = [...svg.matchAll(/<g [^>]*><title>([^<]*)<\/title>/g)].map(([, title]) => title);
    assert.deepEqual(titles.sort(), [
      "aws_kms_key.a (alias/a)",
      "aws_kms_key.idle (protects no store here)",
      "aws_sns_topic.a0 (SNS)",
      "aws_sns_topic.a1 (SNS)",
      "aws_sns_topic.bare0 (SNS)",
      "encryption not switched on (1)",
    ]);
    assert.equal([...svg.matchAll(/class="edge edge-declared"/g)].length, 2);
    assert.equal([...svg.matchAll(/class="edge edge-unencrypted"/g)].length, 1);
  });

  it("lays no two boxes over each other, and all within its frame", () => {
    const keys = Array.from(
      { length: 6 },
      (_, index) => key(`k${index}`) + topics(index, `t${index}_`, `kms_master_key_id = aws_kms_key.k${index}.id`),
    );
    const svg = keyMapPicture(evidence(keys.join("\n")), "de")?.picture.svg.text ?? "";
    const boxes = /<rect x[^>]*>/g;
    const [xs, ys, widths, heights] = ["x", "y", "width", "height"].map((name) => numbers(svg, boxes, name)) as [
      number[],
      number[],
      number[],
      number[],
    ];
    assert.equal(xs.length, 6 + 15);
    const [, , width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "").split(" ").map(Number) as [
      number,
      number,
      number,
      number,
    ];
    for (const [one, x] of xs.entries()) {
      const y = ys[one]!;
      assert(x >= 0 && y >= 0 && x + widths[one]! <= width && y + heights[one]! <= height, `box ${one}`);
      for (let other = 0; other < one; other++) {
        const apart =
          x + widths[one]! <= xs[other]! ||
          xs[other]! + widths[other]! <= x ||
          y + heights[one]! <= ys[other]! ||
          ys[other]! + heights[other]! <= y;
        assert(apart, `boxes ${other} and ${one}`);
      }
    }
  });

  it("shows many stores by type, and says what it leaves out", () => {
    const keys = Array.from(
      { length: 30 },
      (_, index) => key(`k${index}`) + topics(2, `t${index}_`, `kms_master_key_id = aws_kms_key.k${index}.id`),
    );
    const drawn = keyMapPicture(evidence(keys.join("\n")), "en");
    assert.deepEqual(drawn?.leftOut, { keys: 6, stores: 12 });
    assert.match(drawn.picture.svg.text, /aws_sns_topic \(× 2\)/);
  });
});
