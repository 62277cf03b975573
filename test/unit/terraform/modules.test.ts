import assert from "node:assert/strict";
import { plain, valuesOf, workspaceOf } from "./support";

const STORE = `variable "key" {\n default = null\n}\nresource "x" "r" {\n v = var.key\n}\noutput "v" {\n value = var.key\n}\n`;

describe("modules", () => {
  it("judges a module once for each caller", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "./m"\n key = "k"\n}\nmodule "b" {\n source = "./m"\n}\n`,
      "m/main.tf": STORE,
    });
    assert.deepEqual(valuesOf(fixture, "m", "x.r", "v").map(plain), ["k", null]);
  });

  it("passes a key through three modules", () => {
    const fixture = workspaceOf({
      "main.tf": `resource "aws_kms_key" "k" {}\nmodule "a" {\n source = "./a"\n key = aws_kms_key.k.arn\n}\n`,
      "a/main.tf": `variable "key" {}\nmodule "b" {\n source = "../b"\n key = var.key\n}\n`,
      "b/main.tf": `variable "key" {}\nmodule "c" {\n source = "../c"\n key = var.key\n}\n`,
      "c/main.tf": STORE,
    });
    const [value] = valuesOf(fixture, "c", "x.r", "v");
    assert.equal(plain(value), "<aws_kms_key.k.arn>");
    assert.deepEqual(
      value?.trace.map((step) => `${step.kind} ${step.call ?? step.label} ${step.at.path}`),
      [
        "argument module.c /w/b/main.tf",
        "argument module.b /w/a/main.tf",
        "argument module.a /w/main.tf",
        "reference aws_kms_key.k /w/main.tf",
      ],
    );
  });

  it("says at which call an argument is missing", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "./a"\n}\n`,
      "a/main.tf": `variable "key" { default = null }\nmodule "b" {\n source = "../b"\n key = var.key\n}\n`,
      "b/main.tf": STORE,
    });
    const [value] = valuesOf(fixture, "b", "x.r", "v");
    assert.deepEqual(
      value?.trace.map((step) => `${step.kind} ${step.call ?? step.label}`),
      ["argument module.b", "default var.key", "omitted-argument module.a"],
    );
  });

  it("resolves outputs of modules", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "./m"\n key = "k"\n}\nresource "x" "r" {\n v = module.a.v\n}\n`,
      "m/main.tf": STORE,
    });
    assert.equal(plain(valuesOf(fixture, "", "x.r", "v")[0]), "k");
  });

  it("knows modules that are not on disk", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "terraform-aws-modules/kms/aws"\n}\nresource "x" "r" {\n v = module.a.key_arn\n}\n`,
    });
    assert.equal(plain(valuesOf(fixture, "", "x.r", "v")[0]), "?not-on-disk:module.a.key_arn");
  });

  it("reads modules that Terraform has installed", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "terraform-aws-modules/kms/aws"\n key = "k"\n}\nresource "x" "r" {\n v = module.a.v\n}\n`,
      ".terraform/modules/modules.json": `{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"a","Source":"x","Dir":".terraform/modules/a"}]}`,
      ".terraform/modules/a/main.tf": STORE,
    });
    assert.equal(plain(valuesOf(fixture, "", "x.r", "v")[0]), "k");
    assert.deepEqual(valuesOf(fixture, ".terraform/modules/a", "x.r", "v").map(plain), ["k"]);
  });

  it("counts calls", () => {
    const call = (count: string) => ({
      "main.tf": `module "a" {\n source = "./m"\n count = ${count}\n key = "k\${count.index}"\n}\n`,
      "m/main.tf": STORE,
    });
    assert.deepEqual(valuesOf(workspaceOf(call("2")), "m", "x.r", "v").map(plain), ["k0", "k1"]);
    assert.deepEqual(valuesOf(workspaceOf(call("0")), "m", "x.r", "v").map(plain), []);
  });

  it("repeats calls by for_each and reads one instance of them", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "./m"\n for_each = { p = "k1", q = "k2" }\n key = each.value\n}\nresource "x" "r" {\n v = module.a["q"].v\n}\n`,
      "m/main.tf": STORE,
    });
    assert.deepEqual(valuesOf(fixture, "m", "x.r", "v").map(plain), ["k1", "k2"]);
    assert.equal(plain(valuesOf(fixture, "", "x.r", "v")[0]), "k2");
  });

  it("knows paths relative to the root module, as Terraform does", () => {
    const paths = `resource "x" "r" {\n v = [path.root, path.module, file("\${path.module}/own.txt"), file("root.txt")]\n}\n`;
    const fixture = workspaceOf({
      "live/main.tf": `module "a" {\n source = "../lib/m"\n}\nmodule "b" {\n source = "./n"\n}\n${paths}`,
      "live/own.txt": "live",
      "live/root.txt": "root",
      "live/n/main.tf": paths,
      "live/n/own.txt": "n",
      "lib/m/main.tf": paths,
      "lib/m/own.txt": "m",
    });
    const of = (dir: string): unknown => plain(valuesOf(fixture, dir, "x.r", "v")[0]);
    assert.deepEqual(of("live"), [".", ".", "live", "root"]);
    assert.deepEqual(of("live/n"), [".", "n", "n", "root"]);
    assert.deepEqual(of("lib/m"), [".", "../lib/m", "m", "root"]);
  });

  it("ends a cycle of module calls", () => {
    const fixture = workspaceOf({
      "a/main.tf": `module "b" {\n source = "../b"\n}\n${STORE}`,
      "b/main.tf": `module "a" {\n source = "../a"\n}\n`,
    });
    assert.deepEqual(valuesOf(fixture, "a", "x.r", "v").map(plain).length <= 1, true);
  });

  it("follows an edit in another file", () => {
    const fixture = workspaceOf({
      "main.tf": `module "a" {\n source = "./m"\n key = local.k\n}\n`,
      "locals.tf": `locals { k = 1 }`,
      "m/main.tf": STORE,
    });
    assert.deepEqual(valuesOf(fixture, "m", "x.r", "v").map(plain), [1]);
    fixture.set("locals.tf", `locals { k = 2 }`);
    assert.deepEqual(valuesOf(fixture, "m", "x.r", "v").map(plain), [2]);
  });

  it("prefers x.tofu to x.tf", () => {
    const fixture = workspaceOf({
      "main.tf": `resource "x" "r" {\n v = 1\n}`,
      "main.tofu": `resource "x" "r" {\n v = 2\n}`,
    });
    assert.deepEqual(valuesOf(fixture, "", "x.r", "v").map(plain), [2]);
  });

  it("expands dynamic blocks", () => {
    const fixture = workspaceOf({
      "main.tf": `resource "x" "r" {\n dynamic "b" {\n for_each = ["p", "q"]\n content {\n v = b.value\n }\n }\n}\n`,
    });
    const module = fixture.workspace.module("/w")!;
    const [view] = fixture.evaluator.views(fixture.evaluator.instances.root(module), "x.r");
    assert.deepEqual(
      view!.nested("b").views.map((each) => plain(each.attribute("v")?.value)),
      ["p", "q"],
    );
    assert.equal(view!.nested("b").complete, true);
  });
});
