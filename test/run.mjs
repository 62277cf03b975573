/**
 * `npm test`: every test there is. Installs what is missing, runs all suites whatever fails, and sums them up.
 *   node test/run.mjs [suite …]    runs only these
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter } from "node:path";
import { installIfMissing, root } from "../scripts/install.mjs";

const RESULTS = `${root}out/results`;

/** More of a failed command's output than this helps nobody. */
const LINES = 60;

/** No command takes as long; one that hangs is ended, and has failed. In milliseconds. */
const PATIENCE = 10 * 60_000;

/** VS Code's server from npm runs on this one; elsewhere the same tests run in a desktop VS Code. */
const hasServer = process.platform === "linux" && process.arch === "x64";

/**
 * A suite is a list of commands to run one after the other until one fails. With `reports`, its tests are counted in the
 * JSON reports that Mocha leaves; without, it counts as one test.
 */
const suites = {
  package: gate(["npm", "run", "package"]),
  types: gate(["tsc", "-b"]),
  lint: gate(["biome", "check", "--error-on-warnings"]),
  unused: gate(["knip"]),
  unit: mocha("unit", "test/unit/**/*.test.ts"),
  fuzz: mocha("fuzz", "test/fuzz/**/*.test.ts"),
  hostile: mocha("hostile", "test/hostile/**/*.test.ts"),
  lsp: mocha("lsp", "test/lsp/**/*.test.ts"),
  editors: mocha("editors", "test/editors/**/*.test.ts"),
  packages: mocha("packages", "test/package/**/*.test.ts"),
  vscode: vscode(),
  electron: vscode("--electron"),
  oldest: vscode("--oldest", ...(hasServer ? [] : ["--electron"])),
  web: web(),
  visible: mocha("visible", "test/vscode/visible/**/*.test.ts"),
};

/** What runs by name only: what cannot run here, and the oldest VS Code, which is another 300 MB and some minutes. */
const byName = ["oldest", ...(hasServer ? ["electron"] : ["vscode", "web", "visible"])];

const everything = Object.keys(suites).filter((name) => !byName.includes(name));

function gate(...commands) {
  return { commands };
}

function mocha(name, glob) {
  const report = `${RESULTS}/${name}.json`;
  return {
    // A test that fails may leave a process or a connection behind, for which Mocha would wait for ever.
    commands: [["mocha", glob, "--exit", "--reporter=json", `--reporter-option=output=${report}`]],
    reports: [report],
  };
}

function vscode(...flags) {
  const german = flags.includes("--electron") ? [] : ["german"];
  return {
    commands: [
      ["node", "esbuild.mjs", "--tests"],
      ["node", "--import=tsx", "test/vscode/main.ts", ...flags],
    ],
    reports: ["folder", "folders", ...german].map((workspace) => `${RESULTS}/vscode-${workspace}.json`),
  };
}

function web() {
  return {
    commands: [
      ["node", "esbuild.mjs", "--tests"],
      ["node", "--import=tsx", "test/vscode/web/main.ts"],
    ],
    reports: [`${RESULTS}/vscode-web.json`],
  };
}

/** Runs a command to its end. Resolves with whether it succeeded and what it printed. */
function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      timeout: PATIENCE,
      env: { ...process.env, PATH: `${root}node_modules/.bin${delimiter}${process.env.PATH}` },
      // There, what npm installs are batch files, which only a shell can start.
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", (error) => resolve({ ok: false, output: String(error) }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
    // A process that the command has left behind may keep its output open.
    child.on("exit", (code) => setTimeout(() => resolve({ ok: code === 0, output }), 1000).unref());
  });
}

async function runSuite({ commands, reports = [] }) {
  for (const report of reports) {
    rmSync(report, { force: true });
  }
  let result = { ok: true, output: "" };
  for (const command of commands) {
    result = await run(command);
    if (!result.ok) {
      break;
    }
  }
  const counted = count(reports.filter((report) => existsSync(report)));
  const missing = reports.some((report) => !existsSync(report));
  const unexplained = !result.ok && counted.failures.length === 0;
  if (reports.length === 0 && result.ok) {
    counted.passed = 1;
  } else if (missing || unexplained) {
    counted.failures.push({ title: commands.map((command) => command.join(" ")).join(" && "), error: result.output });
  }
  return counted;
}

function count(reports) {
  const result = { passed: 0, skipped: 0, failures: [] };
  for (const report of reports) {
    const { stats, failures } = JSON.parse(readFileSync(report, "utf8"));
    result.passed += stats.passes;
    result.skipped += stats.pending;
    for (const { fullTitle, err } of failures) {
      result.failures.push({ title: fullTitle, error: err.stack ?? err.message });
    }
  }
  return result;
}

function print(name, { passed, skipped, failures }, seconds) {
  const parts = [`${passed} passed`, `${failures.length} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  console.log(`${failures.length > 0 ? "✘" : "✔"} ${name}: ${parts.join(", ")} (${seconds} s)`);
  for (const { title, error } of failures) {
    const lines = error.trimEnd().split("\n");
    const left = lines.length > LINES ? [`… ${lines.length - LINES} more lines`] : [];
    console.log(`  ✘ ${title}`);
    console.log([...lines.slice(0, LINES), ...left, ""].map((line) => `      ${line}`.trimEnd()).join("\n"));
  }
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : everything;
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}`);
  process.exit(2);
}

installIfMissing();
mkdirSync(RESULTS, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of wanted) {
  const start = performance.now();
  const result = await runSuite(suites[name]);
  print(name, result, ((performance.now() - start) / 1000).toFixed(1));
  total.passed += result.passed;
  total.failed += result.failures.length;
  total.skipped += result.skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 ? 1 : 0;
