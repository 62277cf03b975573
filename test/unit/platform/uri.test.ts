import assert from "node:assert/strict";
import { normalizePath, pathOf, uriOf } from "../../../server/src/platform/uri";

describe("URIs", () => {
  for (const [uri, path] of [
    ["file:///home/me/main.tf", "/home/me/main.tf"],
    ["file:///home/me/%C3%BC%20%25%20%F0%9F%98%80%27%28x%29%2B%23%3F.tf", "/home/me/ü % 😀'(x)+#?.tf"],
    ["file:///c%3A/Users/me/main.tf", "c:/Users/me/main.tf"],
    ["file://server/share/main.tf", "//server/share/main.tf"],
    ["vscode-vfs://github/owner/repo/main.tf", "vscode-vfs://github/owner/repo/main.tf"],
    ["vscode-vfs://github%2B7b22/owner/my%20repo/main.tf", "vscode-vfs://github%2B7b22/owner/my repo/main.tf"],
    ["memfs:/shop/%C3%BC.tf", "memfs:/shop/ü.tf"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
  ] as const) {
    it(`${uri} and its path lead to one another`, () => {
      assert.equal(pathOf(uri), path);
      assert.equal(uriOf(path), uri);
    });
  }

  for (const [uri, path] of [
    ["file:///C:/Users/me", "c:/Users/me"],
    ["file:///home/me/", "/home/me"],
    ["file://localhost/home/me", "/home/me"],
    ["file:///home/100%/%C3%BC", "/home/100%/ü"],
    ["file:///", "/"],
    ["memfs:/", "memfs:"],
    ["git:/shop/a%20b.tf?ref=main", "git:/shop/a%20b.tf?ref=main"],
  ] as const) {
    it(`${uri} is the path ${path}`, () => assert.equal(pathOf(uri), path));
  }

  it("of the root of a scheme is one that leads back", () => assert.equal(uriOf("memfs:"), "memfs:/"));

  it("hold what cannot be encoded without throwing", () => {
    assert.equal(uriOf("/a/\ud800.tf"), "file:///a/%EF%BF%BD.tf");
  });
});

describe("paths of the system", () => {
  for (const [given, path] of [
    ["C:\\Users\\me\\", "c:/Users/me"],
    ["\\\\server\\share", "//server/share"],
    ["/home/back\\slash", "/home/back\\slash"],
    ["/home/me/", "/home/me"],
    ["modules/db", "modules/db"],
  ] as const) {
    it(`${given} is ${path}`, () => assert.equal(normalizePath(given), path));
  }
});
