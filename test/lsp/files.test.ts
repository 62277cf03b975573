import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];
const { Created, Changed, Deleted } = FileChangeType;

describe("files that change on disk", () => {
  let client: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(async () => {
    folder = createFolder({ "main.tf": KEY, "node_modules/x/main.tf": KEY, ".terraform/modules/x/main.tf": KEY });
    client = await Client.start({ folders: [folder] });
    await client.ready();
    await client.expect(at("main.tf"), MISSING, KEY);
  });

  afterEach(() => client.stop());

  it("are watched when the client can", async () => {
    await client.until(
      () => client.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles"),
      "a registration",
    );
  });

  it("are read again", async () => {
    writeFileSync(at("main.tf"), ROTATED);
    await client.filesChanged([at("main.tf"), Changed]);
    await client.expect(at("main.tf"), [], KEY);
  });

  it("are taken in when they are new, in new folders too", async () => {
    mkdirSync(at("new/deep"), { recursive: true });
    mkdirSync(at("b"));
    writeFileSync(at("new/deep/a.tf"), KEY);
    writeFileSync(at("b/b.tf"), KEY);
    await client.filesChanged([at("new"), Created], [at("b/b.tf"), Created]);
    await client.expect(at("new/deep/a.tf"), MISSING, KEY);
    await client.expect(at("b/b.tf"), MISSING, KEY);
  });

  it("are forgotten when they are deleted, with their folder too", async () => {
    mkdirSync(at("sub"));
    writeFileSync(at("sub/a.tf"), KEY);
    await client.filesChanged([at("sub/a.tf"), Created]);
    await client.expect(at("sub/a.tf"), MISSING, KEY);
    rmSync(at("sub"), { recursive: true });
    rmSync(at("main.tf"));
    await client.filesChanged([at("sub"), Deleted], [at("main.tf"), Deleted]);
    await client.expect(at("sub/a.tf"), [], KEY);
    await client.expect(at("main.tf"), [], KEY);
  });

  it("keep their findings under a new name", async () => {
    renameSync(at("main.tf"), at("renamed.tf"));
    await client.filesChanged([at("main.tf"), Deleted], [at("renamed.tf"), Created]);
    await client.expect(at("main.tf"), [], KEY);
    await client.expect(at("renamed.tf"), MISSING, KEY);
  });

  it("do not matter while the editor has them open", async () => {
    await client.open(at("main.tf"), ROTATED);
    await client.expect(at("main.tf"), []);
    writeFileSync(at("main.tf"), `# changed elsewhere\n${KEY}`);
    mkdirSync(at("marker"));
    writeFileSync(at("marker/a.tf"), KEY);
    await client.filesChanged([at("main.tf"), Changed], [at("marker/a.tf"), Created]);
    await client.expect(at("marker/a.tf"), MISSING, KEY);
    await client.expect(at("main.tf"), []);
  });

  it("are gone when they are deleted although the editor shows them, until they are edited", async () => {
    await client.open(at("main.tf"), KEY);
    rmSync(at("main.tf"));
    await client.filesChanged([at("main.tf"), Deleted]);
    await client.expect(at("main.tf"), []);
    await client.type(at("main.tf"), "\n");
    await client.expect(at("main.tf"), MISSING);
  });

  it("may change in a storm", async () => {
    const names = Array.from({ length: 500 }, (_, index) => at(`storm${index}.tf`));
    for (const [index, name] of names.entries()) writeFileSync(name, KEY.replace("main", `key${index}`));
    await client.filesChanged(...names.map((name) => [name, Created] as const));
    await client.until(() => names.every((name) => client.diagnostics(name).length === 1), "500 files");
    for (const name of names) rmSync(name);
    await client.filesChanged(...names.map((name) => [name, Deleted] as const));
    await client.until(() => names.every((name) => client.diagnostics(name).length === 0), "500 files to go");
  });

  it("matter when the configuration reads them", async () => {
    const policy = (principal: string): string =>
      JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" }] });
    writeFileSync(at("policy.json"), policy("arn:aws:iam::111122223333:root"));
    const text = `resource "aws_kms_key" "p" {\n  enable_key_rotation = true\n  policy = file("\${path.module}/policy.json")\n}\n`;
    writeFileSync(at("policy.tf"), text);
    await client.filesChanged([at("policy.tf"), Created]);
    writeFileSync(at("policy.json"), policy("*"));
    await client.filesChanged([at("policy.json"), Changed]);
    await client.expect(
      at("policy.tf"),
      [`kms-key-policy-principals: policy = file("\${path.module}/policy.json")`],
      text,
    );
  });
});

describe("watching", () => {
  const patterns = (client: Client): unknown[] =>
    client.registrations
      .filter(({ method }) => method === "workspace/didChangeWatchedFiles")
      .flatMap(({ registerOptions }) =>
        registerOptions.watchers.map((each: { globPattern: unknown }) => each.globPattern),
      );

  it("is asked for where the configuration reads other kinds of files, once for each", async () => {
    const read = (name: string): string =>
      `resource "aws_kms_key" "${name}" {\n  enable_key_rotation = true\n  policy = file("\${path.module}/${name}")\n}\n`;
    const names = ["a.policy", "b.policy", "c.json", "policy", "d.{x}"];
    const folder = createFolder({ "main.tf": names.map(read).join("") });
    const client = await Client.start({ folders: [folder] });
    await client.ready();
    const before = patterns(client).length;
    await client.until(() => patterns(client).length > before, "another registration");
    assert.deepEqual(patterns(client).slice(before).sort(), ["**/*.policy", "**/policy"]);
    await client.stop();
  });

  it("is asked for where modules outside the workspace are read, and beside a file that was opened alone", async () => {
    const repository = createFolder({
      ".git/HEAD": "",
      "env/main.tf": 'module "k" {\n  source = "../shared"\n}\n',
      "shared/main.tf": KEY,
      "alone/main.tf": KEY,
    });
    const client = await Client.start({ folders: [join(repository, "env")] });
    await client.ready();
    await client.open(join(repository, "alone/main.tf"), KEY);
    const wanted = ["shared", "alone"].map((name) => ({ baseUri: uriOf(join(repository, name)), pattern: "*" }));
    const isAsked = (pattern: object): boolean => patterns(client).some((each) => isDeepStrictEqual(each, pattern));
    await client.until(() => wanted.every(isAsked), "the folders");
    await client.stop();
  });
});

describe("waivers", () => {
  it("take findings away, and are marked when they do not count", async () => {
    const text = `# waf-sec-030:ignore[kms-key-rotation] rotated by hand\n${KEY}`;
    const folder = createFolder({ "main.tf": text });
    const [main, file] = [join(folder, "main.tf"), join(folder, ".wafpass-skip.yml")];
    const client = await Client.start({ folders: [folder] });
    await client.ready();
    await client.open(main, text);
    await client.expect(main, []);
    assert.equal(client.status?.waived, 1);

    const reason = text.indexOf(" rotated by hand");
    await client.edit(main, reason, reason + " rotated by hand".length, "");
    await client.until(() => client.diagnostics(main).length === 2, "the finding and the useless waiver");
    assert.deepEqual(
      client
        .diagnostics(main)
        .map(({ code }) => code)
        .sort(),
      ["waf-sec-030.tf.aws.kms-key-rotation", "waiver-missing-reason"],
    );

    await client.edit(main, 0, text.indexOf("\n") + 1 - " rotated by hand".length, "");
    await client.expect(main, MISSING);
    const waivers = "waivers:\n  - id: kms-key-rotation\n    reason: accepted\n  - id: kms-key-alias\n";
    writeFileSync(file, waivers);
    await client.filesChanged([file, Created]);
    await client.expect(main, []);
    await client.until(() => client.diagnostics(file).length === 1, "the entry without a reason");
    assert.equal(client.diagnostics(file)[0]?.range.start.line, 3);
    rmSync(file);
    await client.filesChanged([file, Deleted]);
    await client.expect(main, MISSING);
    await client.until(() => client.diagnostics(file).length === 0, "the file's diagnostics to go");
    await client.stop();
  });
});

describe("modules", () => {
  const call = 'module "db" {\n  source = "../../modules/db"\n}\n';

  it("outside the workspace folder but in the same repository are read when they are called", async () => {
    const repository = createFolder({ ".git/HEAD": "", "envs/prod/main.tf": "", "modules/db/main.tf": KEY });
    const main = join(repository, "envs/prod/main.tf");
    const client = await Client.start({ folders: [join(repository, "envs/prod")] });
    await client.ready();
    await client.open(main, "");
    await client.type(main, call);
    const module = join(repository, "modules/db/main.tf");
    await client.expect(module, MISSING, KEY);
    const added = join(repository, "modules/db/more.tf");
    writeFileSync(added, KEY.replace("main", "more"));
    await client.filesChanged([added, Created]);
    await client.expect(added, ['kms-key-rotation: resource "aws_kms_key" "more"'], KEY.replace("main", "more"));
    // And forgotten when nobody calls them any more.
    await client.edit(main, 0, call.length, "");
    await client.expect(module, [], KEY);
    await client.expect(added, [], KEY);
    await client.until(() => client.status?.violations === 0, "no violation to be counted");
    await client.stop();
  });

  it("that Terraform installs are read when it has", async () => {
    const remote = 'module "k" {\n  source = "example/key/aws"\n}\n';
    const folder = createFolder({ "main.tf": remote });
    const [main, manifest] = [join(folder, "main.tf"), join(folder, ".terraform/modules/modules.json")];
    const client = await Client.start({ folders: [folder] });
    await client.ready();
    const install = async (directory: string, text: string): Promise<void> => {
      mkdirSync(join(folder, directory), { recursive: true });
      writeFileSync(join(folder, directory, "main.tf"), text);
      writeFileSync(manifest, JSON.stringify({ Modules: [{ Key: "k", Source: "example/key/aws", Dir: directory }] }));
      await client.filesChanged([manifest, Changed]);
    };
    await install(".terraform/modules/k", KEY);
    await client.expect(main, ['kms-key-rotation: module "k"'], remote);
    await install(".terraform/modules/k2", ROTATED);
    await client.expect(main, [], remote);
    await client.until(() => client.status?.files === 2, "the old module to be forgotten");
    assert.deepEqual(client.diagnostics(join(folder, ".terraform/modules/k/main.tf")), []);
    await client.stop();
  });

  it("outside the repository are left alone", async () => {
    const outside = createFolder({
      "repository/envs/prod/main.tf": call,
      "repository/.git/HEAD": "",
      "modules/db/main.tf": KEY,
    });
    const client = await Client.start({ folders: [join(outside, "repository/envs")] });
    await client.ready();
    await client.expect(join(outside, "modules/db/main.tf"), [], KEY);
    await client.stop();
  });
});
