/** The bill of materials of what is published, in CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/ */
import { createHash } from "node:crypto";

/**
 * @param {Buffer} artifact what is published
 * @param {{ name: string, version: string, licence: string, purl?: string }} product
 * @param {import("./bundled.mjs").Bundled[]} packages what is bundled into it
 * @param {(folder: string) => string | undefined} integrityOf a package's hash, as a lock file writes it
 * @returns {string} JSON; the same for the same input
 */
export function sbom(artifact, product, packages, integrityOf) {
  const digest = createHash("sha256").update(artifact).digest("hex");
  const root = product.purl ?? product.name;
  const components = packages.map((each) => npmComponent(each, integrityOf(each.folder)));
  const nested = components.flatMap(({ components = [] }) => components);
  return `${JSON.stringify(
    {
      $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:${uuid(digest)}`,
      version: 1,
      metadata: {
        lifecycles: [{ phase: "build" }],
        component: {
          type: "application",
          "bom-ref": root,
          name: product.name,
          version: product.version,
          hashes: [{ alg: "SHA-256", content: digest }],
          licenses: licences(product.licence),
          ...(product.purl ? { purl: product.purl } : {}),
        },
      },
      components,
      dependencies: [
        { ref: root, dependsOn: components.map((component) => component["bom-ref"]) },
        ...components.map((component) => ({
          ref: component["bom-ref"],
          dependsOn: (component.components ?? []).map((inner) => inner["bom-ref"]),
        })),
        ...nested.map((component) => ({ ref: component["bom-ref"], dependsOn: [] })),
      ],
    },
    undefined,
    2,
  )}\n`;
}

function npmComponent({ name, version, licence, contains }, integrity) {
  const [, group, own] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ""}${own}@${version}`;
  return {
    type: "library",
    "bom-ref": purl,
    ...(group ? { group } : {}),
    name: own,
    version,
    ...(integrity ? { hashes: [hash(integrity)] } : {}),
    licenses: licences(licence),
    purl,
    ...(contains.length > 0 ? { components: contains.map(goComponent) } : {}),
  };
}

function goComponent({ name, version, licence }) {
  const purl = `pkg:golang/${name}@${version}`;
  return { type: "library", "bom-ref": purl, name, version, licenses: licences(licence), purl };
}

function licences(expression) {
  return /^[\w.+-]+$/.test(expression) ? [{ license: { id: expression } }] : [{ expression }];
}

/** `sha512-…` of a lock file. */
function hash(integrity) {
  const [, algorithm, base64] = /^sha(\d+)-(.+)$/.exec(integrity);
  return { alg: `SHA-${algorithm}`, content: Buffer.from(base64, "base64").toString("hex") };
}

/** A UUID of version 8, made of a digest: https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
function uuid(digest) {
  const variant = ((Number.parseInt(digest[16], 16) & 3) | 8).toString(16);
  const hex = `${digest.slice(0, 12)}8${digest.slice(13, 16)}${variant}${digest.slice(17, 32)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
