import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runIn } from "../cli/terminal";

describe("the report from the command line", () => {
  let root: string;

  const cli = (...args: readonly string[]) => runIn({ workingDirectory: root }, ["report", ...args]);

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "report-")));
    mkdirSync(join(root, ".git"));
    mkdirSync(join(root, "network"));
    mkdirSync(join(root, "shop"));
    writeFileSync(join(root, "network/main.tf"), 'resource "aws_sns_topic" "other" {}\n');
    writeFileSync(join(root, "shop/main.tf"), '\n\nresource "aws_ebs_volume" "data" {}\n');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it("prints Markdown about what is named, whatever it finds", async () => {
    const { code, out, error } = await cli("shop");
    assert.deepEqual([code, error], [0, ""]);
    assert.match(out, /^# WAF-SEC-030: evidence of encryption at rest\n\n- \*\*Workspace:\*\* `shop`\n/);
    assert.match(out, /`shop\/main\.tf:3`/);
    assert.doesNotMatch(out, /aws_sns_topic/);
  });

  it("writes HTML into a file, in German", async () => {
    const { code, out, error } = await cli("--format", "html", "--output", "report.html", "--lang", "de");
    assert.deepEqual([code, out, error], [0, "", ""]);
    const html = readFileSync(join(root, "report.html"), "utf8");
    assert.match(html, /^<!DOCTYPE html>\n<html lang="de">/);
    assert.match(html, /aws_sns_topic/);
  });

  it("prints JSON", async () => {
    const { out } = await cli("shop", "--format", "json");
    const { control, workspace, stores } = JSON.parse(out);
    assert.deepEqual([control, workspace], ["WAF-SEC-030", "shop"]);
    assert.equal(stores[0].where.file, "shop/main.tf");
    assert.equal(stores[0].where.range.start.line, 2);
  });

  it("refuses what it cannot do", async () => {
    assert.equal((await cli("--output", "nowhere/report.md")).code, 2);
    assert.equal((await cli("--format", "text")).code, 2);
    assert.equal((await cli("--fail-on", "error")).code, 2);
    assert.equal((await cli("nothing-here")).code, 2);
  });
});
