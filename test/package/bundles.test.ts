import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import type { Metafile } from "esbuild";
import { dangersIn } from "./danger";

/** Node's modules that read and compute, and nothing else. `fs` writes too: see what the command line is tested for. */
const HARMLESS = new Set([
  ...["buffer", "crypto", "fs", "fs/promises", "os", "path", "process", "readline", "stream/consumers", "url", "util"],
  "zlib",
]);

/** What else a bundle may ask of Node: by the file that asks, the module, and the reason. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "server/src/cli/git.ts": {
    child_process: "asks git what it tracks, what has changed and where the repository comes from",
  },
  "server/src/cli/commands/lsp.ts": { module: "loads the server, which is the bundle beside it" },
  "server/src/platform/node-wasm.ts": { module: "finds the WebAssembly in its package when run from source" },
  "node_modules/vscode-jsonrpc/lib/node/main.js": {
    net: "pipes and sockets, for editors that start a server with them",
  },
  "node_modules/vscode-languageclient/lib/node/main.js": { child_process: "starts our own server" },
  "node_modules/vscode-languageclient/lib/node/processes.js": { child_process: "ends our own server" },
  "node_modules/vscode-languageserver/lib/node/files.js": {
    child_process: "finds modules for other servers; never called",
  },
};

/** What is in a bundle in spite of its danger. */
const DANGERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "dist/web/client.js": { Worker: "starts our own server" },
};

interface Import {
  readonly file: string;
  readonly module: string;
}

/** The modules of Node that the files of a bundle import. */
function importsIn(metafiles: readonly Pick<Metafile, "inputs">[]): Import[] {
  return metafiles.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { imports }]) =>
      imports
        .filter(({ external }) => external)
        .map((each) => ({ file: path.replace(/^.*(?=node_modules\/)/, ""), module: each.path.replace(/^node:/, "") }))
        .filter(({ module }) => builtinModules.includes(module)),
    ),
  );
}

function forbidden(imports: readonly Import[]): string[] {
  return imports
    .filter(({ file, module }) => !HARMLESS.has(module) && ALLOWED[file]?.[module] === undefined)
    .map(({ file, module }) => `${file} asks for ${module}`);
}

describe("the bundles", function () {
  this.timeout(120_000);

  const metafiles: Metafile[] = JSON.parse(readFileSync("out/bundles.json", "utf8"));
  const scripts = metafiles.flatMap(({ outputs }) => Object.keys(outputs)).filter((path) => path.endsWith(".js"));

  it("ask Node for no way out but those that are explained", () => {
    const imports = importsIn(metafiles);
    assert.deepEqual(forbidden(imports), []);
    const unused = Object.entries(ALLOWED).flatMap(([file, modules]) =>
      Object.keys(modules).filter((module) => !imports.some((each) => each.file === file && each.module === module)),
    );
    assert.deepEqual(unused, [], "explained, but not asked for");
  });

  it("of the library and for the browser start no process and connect to nothing", () => {
    for (const { inputs, outputs } of metafiles.filter((each) =>
      /library|web/.test(Object.keys(each.outputs).join()),
    )) {
      const ways = importsIn([{ inputs }]).filter(({ module }) => !HARMLESS.has(module) && module !== "module");
      assert.deepEqual(ways, [], Object.keys(outputs).join());
    }
  });

  for (const script of scripts) {
    it(`run no text as code, load nothing by a computed name, and reach no network: ${script}`, () => {
      assert.deepEqual(dangersIn(readFileSync(script, "utf8")), Object.keys(DANGERS[script] ?? {}));
    });
  }

  it("are refused for anything else", () => {
    for (const [text, danger] of [
      ["eval('1')", "eval"],
      ["(0, eval)('1')", "eval"],
      ["new Function('return 1')()", "Function"],
      ["globalThis['Function']('return 1')", ".Function"],
      ["require(name)", "require(…)"],
      ["import(name)", "import(…)"],
      ["fetch('https://example.org')", "fetch"],
      ["const get = window.fetch", ".fetch"],
      ["new WebSocket('wss://example.org')", "WebSocket"],
      ["new XMLHttpRequest", "XMLHttpRequest"],
      ["navigator.sendBeacon('/x')", ".sendBeacon"],
      ["process.dlopen(module, path)", ".dlopen"],
      ["class A { fetch = fetch }", "fetch"],
    ] as const) {
      assert.deepEqual(dangersIn(text), [danger], text);
    }
    assert.deepEqual(
      dangersIn("a.fetch(); ({ fetch: 1, eval() {} }); typeof fetch; x instanceof Function; require('fs')"),
      [],
    );
    const file = "server/src/engine/syntax/parser.ts";
    const input = { bytes: 0, imports: [{ path: "node:https", kind: "import-statement" as const, external: true }] };
    assert.deepEqual(forbidden(importsIn([{ inputs: { [file]: input } }])), [`${file} asks for https`]);
  });
});
