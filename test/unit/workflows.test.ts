import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import manifest from "../../package.json";

const FOLDER = ".github/workflows";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly os?: readonly string[] } };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

function textOf(name: string): string {
  return readFileSync(`${FOLDER}/${name}`, "utf8");
}

function read(name: string): Workflow {
  return parse(textOf(name));
}

/** Every right that some job has beyond reading the sources. */
function rights(workflow: Workflow): string[] {
  const all = [
    ["*", workflow.permissions ?? {}],
    ...Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions ?? {}]),
  ];
  return all.flatMap(([job, permissions]) =>
    Object.entries(permissions as object)
      .filter(([right, level]) => `${right}: ${level}` !== "contents: read")
      .map(([right, level]) => `${job} ${right}: ${level}`),
  );
}

describe("the workflows", () => {
  const names = readdirSync(FOLDER);

  it("test on three systems, and release", () => {
    assert.deepEqual(names.sort(), ["ci.yml", "release.yml"]);
    const systems = read("ci.yml").jobs["test"]?.strategy?.matrix.os ?? [];
    assert.deepEqual(
      systems.map((system) => system.replace(/-.*/, "")),
      ["ubuntu", "macos", "windows"],
    );
  });

  it("may do no more than they need", () => {
    assert.deepEqual(rights(read("ci.yml")), []);
    assert.deepEqual(rights(read("release.yml")), [
      "build id-token: write",
      "build attestations: write",
      "github contents: write",
      "npm id-token: write",
    ]);
    for (const name of names)
      assert(read(name).permissions, `${name} has the rights that a repository gives by default`);
  });

  for (const name of names) {
    const jobs = Object.entries(read(name).jobs);
    const steps = jobs.flatMap(([, job]) => job.steps);

    it(`pin every action by its commit, and say which version that is: ${name}`, () => {
      const used = steps.flatMap(({ uses }) => uses ?? []);
      assert(used.length > 0);
      for (const uses of used) {
        assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        assert.match(textOf(name), new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\n`), uses);
      }
    });

    it(`run scripts that there are, and none of a package's: ${name}`, () => {
      const commands = steps.flatMap(({ run }) => run ?? []);
      const scripts = commands.flatMap((run) =>
        [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script as string),
      );
      assert(scripts.length > 0);
      assert.deepEqual(
        scripts.filter((script) => !(script in manifest.scripts)),
        [],
      );
      for (const run of commands.filter((run) => /npm (ci|install|publish)/.test(run)))
        assert.match(run, /--ignore-scripts/);
    });

    it(`put nothing from outside into a command, and keep no credentials: ${name}`, () => {
      for (const { uses, run, with: inputs } of steps) {
        assert.doesNotMatch(run ?? "", /\$\{\{/);
        if (uses?.startsWith("actions/checkout@")) assert.equal(inputs?.["persist-credentials"], false);
      }
      for (const [id, job] of jobs) assert(job["timeout-minutes"], `${id} may run for ever`);
    });
  }
});

describe("the scripts of package.json", () => {
  it("are programs with arguments, one after the other, which every system's shell reads alike", () => {
    for (const [name, command] of Object.entries(manifest.scripts))
      assert.doesNotMatch(command.replaceAll(" && ", " "), /[&|;<>$`*'"\\]|\.sh\b/, name);
  });

  it("name files that there are", () => {
    const files = Object.values(manifest.scripts).flatMap((command) => command.match(/\S+\.(?:mjs|ts)\b/g) ?? []);
    assert(files.length > 0);
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });
});
