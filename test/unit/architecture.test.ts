import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

const SHARED = "shared/src";
const SYNTAX = "server/src/engine/syntax";
const TERRAFORM = "server/src/engine/terraform";
const CONTROL = "server/src/engine/control";
const FIXES = "server/src/engine/fixes";
const REPORT = "server/src/engine/report";
const PLATFORM = "server/src/platform";
const LIBRARY = "server/src/library";
const ENGINE = [SYNTAX, TERRAFORM, CONTROL, FIXES, REPORT];

/** The table in ARCHITECTURE.md: each room with the rooms it may import from. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  [SHARED]: [],
  [SYNTAX]: [SHARED],
  [TERRAFORM]: [SHARED, SYNTAX],
  [CONTROL]: [SHARED, SYNTAX, TERRAFORM],
  [FIXES]: [SHARED, SYNTAX, TERRAFORM, CONTROL],
  [REPORT]: [SHARED, SYNTAX, TERRAFORM, CONTROL],
  [PLATFORM]: [SHARED, ...ENGINE],
  "server/src/lsp": [SHARED, ...ENGINE, PLATFORM],
  [LIBRARY]: [SHARED, ...ENGINE, PLATFORM],
  "server/src/cli": [SHARED, ...ENGINE, PLATFORM, LIBRARY],
  "client/src": [SHARED],
};

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { from: string; to: string; rule: { name: string } }[] };
}

describe("architecture", function () {
  this.timeout(60_000);

  it("has no import that the rules forbid", async () => {
    const { modules, summary } = await cruise(resolve("."), "client", "server", "shared");
    // A gate that reads nothing refuses nothing.
    for (const room of Object.keys(ROOMS)) {
      assert(
        modules.some(({ source }) => source.startsWith(`${room}/`)),
        `no module read in ${room}`,
      );
    }
    assert.deepEqual(summary.violations.map(describeViolation), []);
  });

  it("refuses every import between rooms that the table does not allow, and no other", async () => {
    const planted = new Map<string, string>();
    const forbidden: string[] = [];
    for (const [from, allowed] of Object.entries(ROOMS)) {
      planted.set(`${from}/index.ts`, "export const planted = 1;\n");
      for (const [to] of Object.entries(ROOMS).filter(([to]) => to !== from)) {
        const file = `${from}/${to.replaceAll("/", "-")}.ts`;
        // Only a type is imported, which leaves no trace in JavaScript and is refused all the same.
        planted.set(
          file,
          `import type { planted } from "${relative(from, to)}/index";\nexport type Planted = typeof planted;\n`,
        );
        if (!allowed.includes(to)) {
          forbidden.push(`${file} → ${to}/index.ts (room ${from})`);
        }
      }
    }
    assert.deepEqual(await refused(planted), forbidden.sort());
  });

  for (const [name, file, text, refusal] of [
    [
      "Node in the engine",
      "server/src/engine/syntax/planted.ts",
      'import "node:fs";\n',
      "server/src/engine/syntax/planted.ts → fs (no Node in what runs everywhere)",
    ],
    [
      "Node in the client but where it begins",
      "client/src/planted.ts",
      'import "vscode-languageclient/node";\n',
      /^client\/src\/planted\.ts → .*vscode-languageclient\/lib\/node\/.* \(nothing made for Node in what runs everywhere\)$/,
    ],
    [
      "Node in the browser",
      "server/src/lsp/browser/main.ts",
      'import "node:fs";\n',
      "server/src/lsp/browser/main.ts → fs (no Node in what runs everywhere)",
    ],
    [
      "a package in the engine",
      "server/src/engine/control/planted.ts",
      'import "vscode-languageserver";\n',
      /^server\/src\/engine\/control\/planted\.ts → .*node_modules\/vscode-languageserver\/.* \(no packages in the engine\)$/,
    ],
    [
      "hcl2json beside its one file",
      "server/src/cli/planted.ts",
      'import "@cdktf/hcl2json";\n',
      /^server\/src\/cli\/planted\.ts → .*node_modules\/@cdktf\/hcl2json\/.* \(one file imports hcl2json\)$/,
    ],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const violations = await refused(new Map([[file, text]]));
      assert(
        violations.some((violation) => (typeof refusal === "string" ? violation === refusal : refusal.test(violation))),
        violations.join("\n"),
      );
    });
  }
});

/** What is refused in a tree that holds just these files. */
async function refused(files: ReadonlyMap<string, string>): Promise<string[]> {
  const tree = await mkdtemp(join(tmpdir(), "planted-"));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    await symlink(resolve("node_modules"), join(tree, "node_modules"), "dir");
    const folders = new Set([...files.keys()].map((path) => path.split("/")[0] as string));
    return (await cruise(tree, ...folders)).summary.violations.map(describeViolation).sort();
  } finally {
    await rm(tree, { recursive: true });
  }
}

function describeViolation({ from, to, rule }: Cruise["summary"]["violations"][number]): string {
  return `${from} → ${to} (${rule.name})`;
}

/** Runs dependency-cruiser as a person would; it ends with the number of violations as its exit code. */
function cruise(cwd: string, ...folders: string[]): Promise<Cruise> {
  const program = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [program, "--config", resolve(".dependency-cruiser.cjs"), "--output-type", "json", ...folders];
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 1e9 }, (error, stdout, stderr) => {
      try {
        done(JSON.parse(stdout));
      } catch {
        failed(new Error(`dependency-cruiser: ${stderr || error?.message}`));
      }
    });
  });
}
