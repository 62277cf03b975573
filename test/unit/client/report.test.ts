import assert from "node:assert/strict";
import { readMessage, readSubject } from "../../../client/src/report/messages";
import { page } from "../../../client/src/report/page";
import type { Report } from "../../../shared/src";

const REPORT: Report = {
  title: "<b>Title</b>",
  language: "de",
  html: "<main>content</main>",
  style: "main { color: red }",
  files: {},
};

const PARTS = {
  subject: 'file:///a"><script>',
  source: "https://source",
  script: "https://source/report.js",
  theme: "https://source/report.css",
  nonce: "0123",
};

describe("the page of a report", () => {
  it("allows its own script and style sheets, and nothing else", () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page(REPORT, PARTS)) ?? [];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://source 'nonce-0123'; script-src 'nonce-0123'; base-uri 'none'; form-action 'none'",
    );
  });

  it("holds the report as it is, in its language and looks", () => {
    const html = page(REPORT, PARTS);
    assert.match(html, /^<!DOCTYPE html>\n<html lang="de">/);
    assert(html.includes('<style nonce="0123">main { color: red }</style>'));
    assert(html.includes(REPORT.html));
  });

  it("escapes what is no markup", () => {
    const html = page(REPORT, PARTS);
    assert(!html.includes(REPORT.title));
    assert.equal(html.match(/<script/g)?.length, 1);
    assert(!page({ language: "en", pending: "<img>" }, PARTS).includes("<img>"));
  });
});

describe("messages from the page of a report", () => {
  it("are taken when they are as they should be", () => {
    assert.deepEqual(readMessage({ kind: "ready", more: 1 }), { kind: "ready" });
    const open = { kind: "open", file: "main.tf", line: 3 } as const;
    assert.deepEqual(readMessage(open), open);
  });

  it("are left alone when they are not", () => {
    const place = { kind: "open", file: "main.tf", line: 3 };
    for (const value of [
      undefined,
      null,
      "ready",
      {},
      { kind: "command", command: "workbench.action.terminal.new" },
      { ...place, file: ["main.tf"] },
      { ...place, line: 0 },
      { ...place, line: 1.5 },
      { ...place, line: "3" },
      { ...place, line: Number.POSITIVE_INFINITY },
    ]) {
      assert.equal(readMessage(value), undefined, JSON.stringify(value));
    }
  });

  it("keep what the report is on", () => {
    assert.equal(readSubject({ subject: "file:///shop", scroll: 3 }), "file:///shop");
    for (const state of [undefined, null, {}, { subject: 1 }]) assert.equal(readSubject(state), undefined);
  });
});
