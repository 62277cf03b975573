import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import {
  evidenceToBody,
  evidenceToHtml,
  evidenceToJson,
  evidenceToMarkdown,
  finish,
} from "../../../server/src/engine/report";
import { markup } from "../../../server/src/engine/report/markup";
import type { Language } from "../../../shared/src";
import { evidence, key } from "./evidence";

/** Something of everything that a report can hold. */
const SHOP = {
  "main.tf": `${key("orders", "deletion_window_in_days = 14")}
resource "aws_kms_key" "idle" {}

resource "aws_db_instance" "orders" {
  allocated_storage = 20
  storage_encrypted = true
  kms_key_id        = aws_kms_key.orders.arn
  tags              = { environment = "production" }
}

resource "aws_ebs_volume" "scratch" {}

# waf-sec-030:ignore[data-store-cmk] public announcements (expires 2027-01-31)
resource "aws_sns_topic" "news" {}

variable "key" {}

resource "aws_sqs_queue" "jobs" {
  kms_master_key_id = var.key
}

resource "aws_dynamodb_table" "sessions" {
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}

resource "aws_cloudtrail" "all" {
  kms_key_id = "alias/trail"
}
`,
  "broken.tf": "# waf-sec-030:ignore[s3-sse-cmk]\nlocals {\n  a = \n}\n",
};

const shop = evidence(SHOP);

describe("the report", () => {
  for (const language of ["en", "de"] as const) {
    it(`is, in Markdown and in ${language}, what it was (UPDATE=1 writes it anew)`, () => {
      const snapshot = `test/unit/report/shop.${language}.md`;
      const text = evidenceToMarkdown(shop, language);
      if (process.env["UPDATE"]) writeFileSync(snapshot, text);
      assert.equal(text, readFileSync(snapshot, "utf8"));
    });
  }

  it("holds the same as JSON, its messages in words", () => {
    const json = JSON.parse(evidenceToJson(shop, "de"));
    assert.equal(json.findings.length, shop.findings.length);
    assert.equal(json.stores.length, shop.stores.length);
    assert.equal(
      json.keys[0].rotation.message,
      "aws_kms_key.idle wird nicht automatisch rotiert: enable_key_rotation fehlt (der Vorgabewert des Providers ist false)",
    );
    assert(!JSON.stringify(json).includes('"args"'));
  });

  it("is the same each time", () => {
    assert.equal(evidenceToHtml(evidence(SHOP), "en"), evidenceToHtml(shop, "en"));
  });
});

describe("the report as HTML", () => {
  const pages = (["en", "de"] as const).map((language: Language) => ({
    language,
    html: evidenceToHtml(shop, language),
  }));
  const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, found = ""]) => found);

  for (const { language, html } of pages) {
    describe(language, () => {
      it("allows its own style and nothing else", () => {
        const [style = ""] = all(html, /<style>(.*?)<\/style>/gs);
        const digest = createHash("sha256").update(style).digest("base64");
        const [policy] = all(html, /http-equiv="Content-Security-Policy" content="([^"]*)"/g);
        assert.equal(
          policy,
          `default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
        );
        assert.doesNotMatch(html, /<script|<link|<img|<iframe|\son\w+=|\sstyle=|javascript:|@import|url\((?!#)/i);
        assert.deepEqual(all(html, /(?:href|src)="([^#"][^"]*)"/g), []);
      });

      it("has each anchor once, and one for each link", () => {
        const ids = all(html, /\sid="([^"]+)"/g);
        assert.equal(new Set(ids).size, ids.length);
        const targets = [
          ...all(html, /href="#([^"]+)"/g),
          ...all(html, /aria-labelledby="([^"]+)"/g),
          ...all(html, /url\(#([^)]+)\)/g),
        ];
        assert.deepEqual(
          targets.filter((target) => !ids.includes(target)),
          [],
        );
      });

      it("says which language it is in, names its landmarks, and heads its tables", () => {
        assert.match(html, new RegExp(`^<!DOCTYPE html>\\n<html lang="${language}">`));
        for (const landmark of ["header", "nav", "main", "footer"]) {
          assert.equal(all(html, new RegExp(`<(${landmark})[ >]`, "g")).length, 1, landmark);
        }
        const tables = all(html, /<table>(.*?)<\/table>/gs);
        assert(tables.length > 10);
        for (const table of tables) {
          assert.match(table, /<caption>[^<]+<\/caption>/);
          assert.match(table, /<th scope="col"/);
          assert.equal(all(table, /(<th scope="row">)/g).length, all(table, /(<tr)/g).length - 1);
        }
        const levels = all(html, /<h([1-6])[ >]/g).map(Number);
        assert.equal(levels[0], 1);
        assert(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1));
      });

      it("gives each picture a name, and the same in a table beside it", () => {
        for (const section of ["coverage", "key-map"]) {
          const [text = ""] = all(html, new RegExp(`<section aria-labelledby="${section}">(.*?)</section>`, "gs"));
          assert.match(text, new RegExp(`<svg [^>]*role="img" aria-labelledby="${section}-title"`));
          assert.match(text, /<table>/);
        }
      });

      it("closes what it opens", () => {
        const open: string[] = [];
        for (const [, end, name = "", empty] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/gi)) {
          if (empty || /^(?:meta|wbr)$/.test(name)) continue;
          if (end) assert.equal(open.pop(), name);
          else open.push(name);
        }
        assert.deepEqual(open, []);
      });
    });
  }

  it("follows light, dark and forced colours", () => {
    const html = pages[0]?.html ?? "";
    for (const query of ["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"]) {
      assert(html.includes(`@media (${query})`), query);
    }
  });

  it("folds long tables, and says how long they are", () => {
    const many = Array.from({ length: 30 }, (_, index) => `resource "aws_ebs_volume" "v${index}" {}`).join("\n");
    assert.match(evidenceToHtml(evidence(many), "en"), /<summary>Data stores: volumes \(30 rows\)<\/summary>/);
  });
});

describe("the body of the report", () => {
  const body = finish(evidenceToBody(shop, "en"));

  it("is that of the file, with links for its places", () => {
    const [inFile = ""] = /(?<=<body>\n).*(?=<\/body>)/s.exec(evidenceToHtml(shop, "en")) ?? [];
    const withoutLinks = body.html.replace(/<a href="#" data-file="[^"]*" data-line="\d+">(.*?)<\/a>/g, "$1");
    assert.notEqual(body.html, inFile);
    assert.equal(withoutLinks, inFile);
  });

  it("names the files of all its places", () => {
    const named = [...body.html.matchAll(/data-file="([^"]*)"/g)].map(([, file]) => file);
    assert.deepEqual([...body.files].sort(), [...new Set(named)].sort());
  });
});

describe("the mapping in the report", () => {
  const html = evidenceToHtml(shop, "en");
  const [filtered = ""] = /<div class="filtered">.*?<\/table>/s.exec(html) ?? [];
  const frameworks = shop.mapping.map(({ framework }) => framework);

  it("has one choice for each framework, and one for all", () => {
    const choices = [...filtered.matchAll(/<option>(.*?)<\/option>/g)].map(([, name]) => name);
    assert.deepEqual(choices, ["all", ...frameworks]);
  });

  it("leaves out every row but the one that is chosen, by style alone", () => {
    for (const index of frameworks.keys()) {
      const rule = `.filtered:has(option:nth-child(${index + 2}):checked) tbody tr:not(:nth-child(${index + 1}))`;
      assert(html.includes(rule), rule);
    }
    assert(!html.includes("option:nth-child(1)"));
  });
});

describe("a report on hostile names", () => {
  const NASTY = `"><script>alert(1)</script><img src=x onerror=alert(1)>' | \\\`code\\\` [x](javascript:alert(1)) <!-- $a$ **b** _c_`;
  const literal = JSON.stringify(NASTY);
  const nasty = evidence(
    {
      "a <b>|`c`.tf": `
resource "aws_kms_key" ${literal} {}

resource "aws_kms_alias" "a" {
  name          = ${literal}
  target_key_id = "x"
}

resource "aws_kms_key" "each" {
  for_each = toset([${literal}])
}

resource "aws_kms_alias" "each" {
  name          = "alias/${NASTY.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"
  target_key_id = aws_kms_key.each[${literal}].key_id
}

resource "aws_sqs_queue" ${literal} {
  kms_master_key_id = ${literal}
}

resource "aws_sqs_queue" "each" {
  for_each          = toset([${literal}])
  kms_master_key_id = aws_kms_key.each[each.key].arn
}

# waf-sec-030:ignore[ebs-encrypted] ${NASTY}
resource "aws_ebs_volume" "a" {}

resource "aws_ebs_volume" "turned\u202E" {}
`,
    },
    { workspace: NASTY },
  );

  it("shows them all", () => {
    assert(nasty.keys.some(({ aliases }) => aliases[0]?.includes("<script>")));
    assert(nasty.findings.some(({ waiver }) => waiver?.reason.includes("<script>")));
    assert(nasty.stores.some(({ keys }) => keys.some(({ label }) => label.includes("<script>"))));
  });

  for (const language of ["en", "de"] as const) {
    it(`runs none of them as HTML (${language})`, () => {
      for (const html of [evidenceToHtml(nasty, language), finish(evidenceToBody(nasty, language)).html]) {
        assert.doesNotMatch(html, /<script|<img|<!--|<b>|<[a-z][^>]*\son\w+=/);
        assert(html.includes("&lt;script&gt;"));
        assert(!html.includes("\u202E"));
      }
    });

    it(`takes none of them for Markdown (${language})`, () => {
      const text = evidenceToMarkdown(nasty, language);
      // What is left of HTML are line breaks in cells.
      assert.deepEqual([...text.matchAll(/(?<!\\)<(?!br>)/g)].length, 0);
      assert.doesNotMatch(text, /(?<!\\)\]\(|(?<!\\)\*\*b/);
      for (const row of text.split("\n").filter((line) => line.startsWith("|"))) {
        const cells = row.replace(/\\\\/g, "").match(/(?<!\\)\|/g)?.length;
        assert(cells !== undefined && cells <= 9, row);
      }
      assert(!text.includes("\u202E"));
    });
  }

  it("lets none out of an attribute", () => {
    assert.equal(
      markup`<a title="${`"'<&`}">${markup`<b>`}${["<", 1, undefined]}</a>`.text,
      '<a title="&quot;&#39;&lt;&amp;"><b>&lt;1</a>',
    );
  });

  it("keeps the tables of Markdown in shape", () => {
    const text = evidenceToMarkdown(nasty, "en");
    for (const table of text.split("\n\n").filter((block) => block.startsWith("|"))) {
      const widths = table.split("\n").map((row) => row.replace(/\\\\/g, "").match(/(?<!\\)\|/g)?.length);
      assert.equal(new Set(widths).size, 1, table);
    }
  });
});
