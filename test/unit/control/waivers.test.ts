/** What waivers cover, and what is reported of those that do not count. */
import assert from "node:assert/strict";
import type { ControlSettings } from "../../../server/src/engine/control";
import { readWaiverFile, unusedWaivers, waiverProblems } from "../../../server/src/engine/control/waivers";
import { inlineWaivers } from "../../../server/src/engine/control/waivers/inline";
import { parse } from "../../../server/src/engine/syntax";
import { SETTINGS } from "./fixture";

describe("waivers in comments", () => {
  const covers: Readonly<Record<string, readonly [text: string, covered: string | undefined]>> = {
    "the block on the line below": [
      '# waf-sec-030:ignore[kms-key-rotation] why\nresource "a" "b" {\n}\n',
      'resource "a" "b" {\n}',
    ],
    "the block on the same line": [
      'resource "a" "b" { # waf-sec-030:ignore[kms-key-rotation] why\n}\n',
      'resource "a" "b" { # waf-sec-030:ignore[kms-key-rotation] why\n}',
    ],
    "the block whose brace ends on the line": [
      'resource "a" "b" {\n} // waf-sec-030:ignore[kms-key-rotation] why\n',
      'resource "a" "b" {\n}',
    ],
    "an attribute on the same line": [
      'resource "a" "b" {\n  x = 1 /* waf-sec-030:ignore[kms-key-rotation] why */\n}\n',
      "x = 1",
    ],
    "an attribute below a block of comments": [
      'resource "a" "b" {\n  # waf-sec-030:ignore[kms-key-rotation] why\n  # more\n  // and more\n  x = 1\n  y = 2\n}\n',
      "x = 1",
    ],
    "a nested block": [
      'resource "a" "b" {\n  # waf-sec-030:ignore[kms-key-rotation] why\n  c {\n    x = 1\n  }\n}\n',
      "c {\n    x = 1\n  }",
    ],
    "a line inside an attribute": [
      'resource "a" "b" {\n  x = [\n    1,\n    2, # waf-sec-030:ignore[kms-key-rotation] why\n  ]\n}\n',
      "    2, # waf-sec-030:ignore[kms-key-rotation] why",
    ],
    "nothing across a blank line": ['# waf-sec-030:ignore[kms-key-rotation] why\n\nresource "a" "b" {\n}\n', undefined],
    "nothing at the end of a file": ["# waf-sec-030:ignore[kms-key-rotation] why", undefined],
  };
  for (const [name, [text, covered]] of Object.entries(covers)) {
    it(`cover ${name}`, () => {
      const item = parse(text).items.find((each) => inlineWaivers(each).length > 0);
      assert.ok(item);
      const [waiver] = inlineWaivers(item);
      const target = waiver?.target && item.text.slice(waiver.target.start, waiver.target.end);
      assert.equal(target, covered);
      assert.equal(waiver?.reason, "why");
    });
  }

  it("are not read from comments of several lines, or from text", () => {
    const texts = ["/* waf-sec-030:ignore[kms-key-rotation]\n why */\nx {\n}\n", 'x = "waf-sec-030:ignore[a] b"\n'];
    for (const text of texts) assert.deepEqual(parse(text).items.flatMap(inlineWaivers), []);
  });

  const problems: Readonly<Record<string, readonly string[]>> = {
    "waf-sec-030:ignore[kms-key-rotation] why": [],
    "WAF-SEC-030:ignore[ waf-sec-030.tf.aws.kms-key-rotation , KMS-key-alias ]: why": [],
    "waf-sec-030:ignore[WAF-SEC-030] why (expires 2026-03-01)": [],
    "waf-sec-030:ignore[WAF-SEC-030] why (expires 2026-02-28)": ["expired"],
    "waf-sec-030:ignore[WAF-SEC-030] why (expires 31.12.2026)": ["invalid-date"],
    "waf-sec-030:ignore[WAF-SEC-030] why (expires 2026-02-30)": ["invalid-date"],
    "waf-sec-030:ignore[kms-key-rotation]": ["missing-reason"],
    "waf-sec-030:ignore[kms-key-rotation] (expires 2027-01-01)": ["missing-reason"],
    "waf-sec-030:ignore[kms-key-rotaton] why": ["unknown-id"],
    "waf-sec-030:ignore why": ["unknown-id"],
    "waf-sec-030:ignore[nonsense]": ["unknown-id", "missing-reason"],
    "checkov:skip=CKV_AWS_7": [],
  };
  for (const [comment, kinds] of Object.entries(problems)) {
    it(`${comment}: ${kinds.join(", ") || "nothing to report"}`, () => {
      const items = parse(`# ${comment}\nx {\n}\n`).items;
      const found = items.flatMap((item) => waiverProblems("/main.tf", item, SETTINGS));
      assert.deepEqual(
        found.map(({ kind }) => kind),
        kinds,
      );
    });
  }

  it("are unused when no finding has them, unless their check is off", () => {
    const [item] = parse("# waf-sec-030:ignore[kms-key-rotation] why\nx {\n}\n").items;
    assert.ok(item);
    const unused = (settings: ControlSettings, start?: number) => {
      const at = { path: "/main.tf", item, start: start ?? -1, end: 0 };
      const used = start === undefined ? [] : [{ source: "inline", reason: "why", expires: undefined, at } as const];
      return unusedWaivers("/main.tf", item, used, settings).length;
    };
    assert.equal(unused(SETTINGS), 1);
    assert.equal(unused(SETTINGS, 0), 0);
    assert.equal(unused({ ...SETTINGS, checks: { "kms-key-rotation": "off" } }), 0);
  });

  it("of other scanners need a reason that is more than the check's title", () => {
    const reasons: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
      "checkov:skip=CKV_AWS_7:rotated by hand": [["checkov", "rotated by hand"]],
      "checkov:skip=CKV_AWS_7: Ensure rotation for customer created CMKs is enabled": [],
      "checkov:skip=CKV_AWS_7": [],
      "tfsec:ignore:aws-kms-auto-rotate-keys rotated by hand": [["tfsec", "rotated by hand"]],
      "tfsec:ignore:aws-kms-auto-rotate-keys": [],
      "trivy:ignore:AVD-AWS-0065:exp:2026-09-30 rotated by hand": [["trivy", "rotated by hand"]],
      "trivy:ignore:aws-kms-auto-rotate-keys trivy:ignore:AWS-0080 rotated by hand": [["trivy", "rotated by hand"]],
    };
    for (const [comment, expected] of Object.entries(reasons)) {
      const found = parse(`x {\n  # ${comment}\n}\n`).items.flatMap(inlineWaivers);
      assert.deepEqual(
        found.map(({ source, reason }) => [source, reason]),
        expected,
        comment,
      );
    }
  });
});

describe("waiver files", () => {
  const read = (text: string, path = "/risk_acceptance.yml") => readWaiverFile(path, text, "2026-03-01");

  it("name controls or checks", () => {
    const { waivers, problems } = read(
      [
        "waivers:",
        "  - id: waf-sec-030",
        '    reason: "accepted, ticket SEC-1"',
        '    expires: "2026-09-30"',
        "  - id: waf-sec-030.tf.aws.rds-encryption-enabled",
        "    reason: vendor database",
        "    expires: 2026-03-01",
      ].join("\n"),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      waivers.map(({ scope, waiver }) => [scope === "all" ? scope : [...scope], waiver.reason, waiver.expires]),
      [
        ["all", "accepted, ticket SEC-1", "2026-09-30"],
        [["rds-storage-encrypted"], "vendor database", "2026-03-01"],
      ],
    );
    assert.equal(waivers[0]?.waiver.source, "risk-acceptance");
  });

  it("may be of the older form", () => {
    const { waivers } = read("skips:\n  - id: WAF-SEC-030\n    reason: why\n", "/.wafpass-skip.yml");
    assert.equal(waivers[0]?.waiver.source, "wafpass-skip");
  });

  it("report what does not count, at its place", () => {
    const text = [
      "waivers:",
      "  - id: WAF-COST-010",
      "  - id: WAF-SEC-030",
      "  - id: WAF-SEC-030",
      "    reason: old",
      "    expires: 2025-12-31",
      "  - id: waf-sec-030.tf.aws.nonsense",
      "    reason: why",
      "  - id: WAF-SEC-030",
      "    reason: why",
      "    expires: soon",
    ].join("\n");
    const { waivers, problems } = read(text);
    assert.deepEqual(waivers, []);
    assert.deepEqual(
      problems.map(({ kind, at }) => [kind, text.slice(at.start, at.end).split("\n")[0]]),
      [
        ["missing-reason", "id: WAF-SEC-030"],
        ["expired", "id: WAF-SEC-030"],
        ["unknown-id", "id: waf-sec-030.tf.aws.nonsense"],
        ["invalid-date", "id: WAF-SEC-030"],
      ],
    );
  });

  it("that cannot be read are reported, whatever is in them", () => {
    for (const text of ["waivers: [", "- a\n- b", "just text", "waivers: 3", "a: b: c", "\t- x"]) {
      assert.deepEqual(
        read(text).problems.map(({ kind }) => kind),
        ["unreadable"],
        text,
      );
    }
    for (const text of ["", "# nothing\n", "waivers:\n", "waivers: []", "other: 1"]) {
      assert.deepEqual(read(text).problems, [], text);
    }
  });
});
