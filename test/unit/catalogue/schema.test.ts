/** The catalogue against the provider's schema: every path that a row names is there, can be configured, and nests as it says. */
import assert from "node:assert/strict";
import { type CatalogueRow, type Condition, catalogue, rowsOf } from "../../../server/src/engine/control/catalogue";
import { pathsOf } from "../../../server/src/engine/control/catalogue/row";
import { noCmkReasons } from "../../../shared/src/messages/no-cmk";
import { notStores } from "./not-stores";
import { isRequired, nodeAt, schema, shapeOf, typeOf } from "./schema";

/** Attributes of type string that hold a boolean. */
const STRING_BOOLEANS = [
  "aws_elasticache_replication_group at_rest_encryption_enabled",
  "aws_imagebuilder_container_recipe instance_configuration.block_device_mapping.ebs.encrypted",
  "aws_imagebuilder_image_recipe block_device_mapping.ebs.encrypted",
  "aws_launch_template block_device_mappings.ebs.encrypted",
  "aws_redshift_cluster encrypted",
];

const name = (row: CatalogueRow) => `${row.type} ${row.facet}`;

describe("catalogue", () => {
  it("names each store of a type once", () => {
    assert.equal(new Set(catalogue.map(name)).size, catalogue.length);
    assert.deepEqual(rowsOf("aws_none"), []);
    assert.ok(catalogue.every((row) => rowsOf(row.type).includes(row)));
  });

  it("is what the extract of the schema was made for", () => {
    assert.deepEqual(Object.keys(schema.types).sort(), [...new Set(catalogue.map((row) => row.type))].sort());
  });

  for (const row of catalogue) {
    it(`fits the schema: ${name(row)}`, () => {
      for (const path of [...pathsOf(row), ...conditionsOf(row).flatMap(pathsIn)]) assertConfigurable(row, path);
      if (row.each !== undefined) assertNests(row, row.each);
      assertShapes(row);
      assertTypes(row);
      assertRequired(row);
      assertReasons(row);
    });
  }

  it("writes a boolean into a string only where the schema does", () => {
    const found = catalogue.flatMap((row) =>
      row.switches
        .filter(
          (it) => it.on !== "present" && typeof it.on[0] === "boolean" && attributeType(row, it.path) === "string",
        )
        .map((it) => `${row.type} ${it.path}`),
    );
    assert.deepEqual(found.sort(), STRING_BOOLEANS);
  });

  it("gives every reason for a missing key to a row", () => {
    const given = new Set(catalogue.map((row) => row.noCmkReason).filter((reason) => reason !== undefined));
    assert.deepEqual([...given].sort(), Object.keys(noCmkReasons).sort());
  });

  it("covers every attribute that speaks of encryption, or says why not", () => {
    const named = new Set(
      catalogue.flatMap((row) =>
        [...pathsOf(row), ...conditionsOf(row).flatMap(pathsIn)].map((path) => `${row.type} ${path}`),
      ),
    );
    const uncovered = Object.entries(schema.encryption)
      .flatMap(([type, paths]) => paths.map((path) => `${type} ${path}`))
      .filter((attribute) => !named.has(attribute));
    const excused = new Set(Object.values(notStores).flat());
    assert.deepEqual(
      uncovered.filter((attribute) => !excused.has(attribute)),
      [],
    );
    assert.deepEqual(
      [...excused].filter((attribute) => !uncovered.includes(attribute)),
      [],
    );
  });
});

function conditionsOf(row: CatalogueRow): readonly Condition[] {
  return [...(row.appliesWhen === undefined ? [] : [row.appliesWhen]), ...(row.variants ?? []).map((it) => it.when)];
}

function pathsIn(condition: Condition): readonly string[] {
  if ("path" in condition) return [condition.path];
  if ("not" in condition) return pathsIn(condition.not);
  if ("any" in condition) return condition.any.flatMap(pathsIn);
  if ("all" in condition) return condition.all.flatMap(pathsIn);
  return [];
}

/** The part of a path that the schema knows: up to the attribute that holds JSON, if there is one. */
function known(row: CatalogueRow, path: string): string {
  const json = Object.keys(row.shapes).find((prefix) => row.shapes[prefix] === "json" && path.startsWith(`${prefix}.`));
  return json ?? path;
}

function attributeType(row: CatalogueRow, path: string): string | undefined {
  if (known(row, path) !== path) return undefined;
  const node = nodeAt(schema.types[row.type], path);
  return node === undefined ? undefined : typeOf(node);
}

function assertConfigurable(row: CatalogueRow, path: string) {
  assert.notEqual(nodeAt(schema.types[row.type], known(row, path)), undefined, `${path} cannot be configured`);
}

function assertNests(row: CatalogueRow, path: string) {
  if (known(row, path) !== path) return;
  assert.equal(typeof nodeAt(schema.types[row.type], path), "object", `${path} does not nest`);
}

function assertShapes(row: CatalogueRow) {
  const prefixes = pathsOf(row).flatMap((path) => {
    const names = path.split(".");
    return names.slice(1).map((_, index) => names.slice(0, index + 1).join("."));
  });
  assert.deepEqual(Object.keys(row.shapes).sort(), [...new Set(prefixes)].sort());
  for (const [prefix, shape] of Object.entries(row.shapes)) {
    if (known(row, prefix) !== prefix) continue;
    const node = nodeAt(schema.types[row.type], prefix)!;
    if (shape === "json") assert.equal(typeOf(node), "string", prefix);
    else assert.equal(shapeOf(node), shape, prefix);
  }
}

function assertTypes(row: CatalogueRow) {
  if (row.key !== null) assert.ok([undefined, "string"].includes(attributeType(row, row.key.path)), row.key.path);
  for (const { path, on, write } of row.switches) {
    const type = attributeType(row, path);
    if (type === undefined || on === "present") continue;
    const expected = type === "list(string)" ? "string" : type === "bool" ? "boolean" : type;
    const isStringBoolean = STRING_BOOLEANS.includes(`${row.type} ${path}`);
    for (const value of on) assert.equal(typeof value, isStringBoolean ? "boolean" : expected, path);
    assert.equal(Array.isArray(write), type === "list(string)", path);
  }
}

/** A key that the schema requires wherever the row applies cannot be omitted, and the other way round. */
function assertRequired(row: CatalogueRow) {
  if (row.key === null || known(row, row.key.path) !== row.key.path) return;
  const below = row.each !== undefined && row.key.path.startsWith(`${row.each}.`) ? `${row.each}.` : "";
  const names = row.key.path.split(".");
  const paths = names.map((_, index) => names.slice(0, index + 1).join(".")).filter((path) => path.startsWith(below));
  const required = paths.every((path) => isRequired(nodeAt(schema.types[row.type], path)!));
  assert.equal(row.whenOmitted === "required", required, row.key.path);
}

/** A row without a key inherits one, or says why there is none; only a directory bucket takes its key from another resource. */
function assertReasons(row: CatalogueRow) {
  if (row.key !== null) assert.equal(row.noCmkReason, undefined);
  else if (row.noCmkReason === undefined && row.type !== "aws_s3_directory_bucket") assert.ok(row.inheritsFrom?.length);
  assert.equal(row.replaces.source === null, row.replaces.switch === null && row.replaces.key === null);
}
