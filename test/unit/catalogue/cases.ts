/**
 * Cases for every row of the catalogue: Terraform in which the row's check fires, in which it is silent, and of which it cannot
 * know. What is expected follows from the row, and from the rulings of the control where they say more.
 */
import {
  type CatalogueRow,
  type Condition,
  type DefaultEncryption,
  type Literal,
  rowsOf,
  type Switch,
} from "../../../server/src/engine/control/catalogue";
import type { Property, Status } from "../../../shared/src";
import { canOmit, expressionFor, resourceText, type Setting, satisfy } from "./configuration";

export interface Case {
  readonly name: string;
  readonly text: string;
  /** What the row's check must say of the resource `this`; of other properties and resources nothing is expected. */
  readonly expect: readonly { readonly property: Property; readonly status: Status }[];
}

type Expected = { readonly enabled?: Status; readonly cmk?: Status };

const CMK = "aws_kms_key.main.arn";
const AWS_MANAGED = '"arn:aws:kms:eu-central-1:111122223333:alias/aws/example"';
const UNKNOWN = "var.unknown";

/** The cases of a row, their names unique within it. */
export function casesOf(row: CatalogueRow): readonly Case[] {
  return [...casesOfWhatIsSaid(row), ...casesOfWhatIsOmitted(row), ...casesOfSources(row), ...casesOfKnownSources(row)];
}

/** Switches and key are written. */
function casesOfWhatIsSaid(row: CatalogueRow): readonly Case[] {
  if (row.switches.length === 0 && row.key === null) return [];
  const on = row.switches.map((it): Setting => [it.path, expressionFor(row, it.path, valueOn(it))]);
  const withKey = (key: string): readonly Setting[] => (row.key === null ? on : [...on, [row.key.path, key]]);
  const cmk = row.key === null ? withoutKey(row) : "pass";
  const cases = [build(row, "all on, with a CMK", withKey(CMK), { enabled: "pass", cmk })];
  for (const it of row.switches) {
    const off: Setting = [it.path, expressionFor(row, it.path, valueOff(row, it))];
    const only = row.switches.filter((other) => other.path === it.path).length === 1;
    const unknown: Setting = [it.path, UNKNOWN];
    const unverified: Expected = it.decides === "cmk" ? { cmk: "unverified" } : { enabled: "unverified" };
    cases.push(build(row, `${it.decides} switch ${it.path} unknown`, [...withKey(CMK), unknown], unverified));
    const expected: Expected = it.decides === "cmk" ? { cmk: "fail" } : { enabled: "fail", ...(only ? { cmk } : {}) };
    cases.push(build(row, `${it.decides} switch ${it.path} off`, [...withKey(CMK), off], expected));
  }
  if (row.key === null) return cases;
  for (const word of row.key.awsWords ?? []) {
    cases.push(build(row, `the key of AWS's ${word}`, withKey(JSON.stringify(word)), { cmk: "fail" }));
  }
  return [
    ...cases,
    build(row, "AWS managed key", withKey(AWS_MANAGED), { cmk: "fail" }),
    build(row, "unknown key", withKey(UNKNOWN), { cmk: "unverified" }),
  ];
}

/** The defaults speak: nothing is said, or only what decides between them. */
function casesOfWhatIsOmitted(row: CatalogueRow): readonly Case[] {
  const cases: Case[] = [];
  const inherits = row.inheritsFrom?.some((path) => !canOmit(row, path, [])) ?? false;
  if (row.whenOmitted !== "required" && omitsAll(row, []) && !inherits) {
    cases.push(build(row, "nothing said", [], byDefault(row, row.whenOmitted, [])));
  }
  for (const { when, whenOmitted } of row.variants ?? []) {
    const settings = satisfy(row, when);
    const said = settings.map(([path]) => path);
    const name = `nothing said but ${settings.map((it) => it.join(" = ")).join(", ") || "the provider's version"}`;
    cases.push(build(row, name, settings, byDefault(row, whenOmitted, said), providerOf(when)));
  }
  return cases;
}

/**
 * The source that the store inherits from is not known. The parts of a cluster and the objects of a bucket leave the finding to
 * it, known or not; a copy of an EBS snapshot never takes the source's key.
 */
function casesOfSources(row: CatalogueRow): readonly Case[] {
  const enabling = row.switches.filter((it) => it.decides === "encryption-enabled");
  const [state] = enabling.map((it) => stateOf(it, "inherited", []));
  const cmk = row.type === "aws_ebs_snapshot_copy" ? "fail" : row.key === null ? withoutKey(row) : keyOfSource(row);
  const expected: Expected = { ...(state === undefined ? {} : { enabled: state }), cmk };
  const decides = row.appliesWhen === undefined ? [] : satisfy(row, row.appliesWhen).map(([path]) => path);
  return (row.inheritsFrom ?? [])
    .filter((path) => !decides.includes(path) && omitsAll(row, [[path, UNKNOWN]]))
    .map((path) => build(row, `unknown ${path}`, [[path, UNKNOWN]], expected));
}

/** What a snapshot is taken of. */
const SOURCES: Readonly<Record<string, string>> = {
  aws_ami_from_instance: "aws_instance",
  aws_db_cluster_snapshot: "aws_rds_cluster",
  aws_db_snapshot: "aws_db_instance",
  aws_docdb_cluster_snapshot: "aws_docdb_cluster",
  aws_ebs_snapshot: "aws_ebs_volume",
  aws_fsx_backup: "aws_fsx_windows_file_system",
  aws_neptune_cluster_snapshot: "aws_neptune_cluster",
  aws_redshift_cluster_snapshot: "aws_redshift_cluster",
  aws_redshiftserverless_snapshot: "aws_redshiftserverless_namespace",
};

/** A snapshot, which has no arguments of its own, is as good as its source in the workspace. */
function casesOfKnownSources(row: CatalogueRow): readonly Case[] {
  const [source] = rowsOf(SOURCES[row.type] ?? "");
  const [path] = row.inheritsFrom ?? [];
  if (source === undefined || source.key === null || path === undefined) return [];
  const settings: readonly Setting[] = [[path, `${source.type}.source.id`]];
  const on = source.switches.map((it): Setting => [it.path, expressionFor(source, it.path, valueOn(it))]);
  const withCmk = resourceText(source, [...on, [source.key.path, CMK]], "source");
  const compliant = build(row, "source with a CMK", settings, { enabled: "pass", cmk: "pass" });
  const not = build(row, "source without a CMK", settings, { cmk: "fail" });
  return [
    { ...compliant, text: `${compliant.text}\n${withCmk}` },
    { ...not, text: `${not.text}\n${resourceText(source, on, "source")}` },
  ];
}

function keyOfSource(row: CatalogueRow): Status {
  return row.check === "s3-sse-cmk" ? "not-applicable" : "unverified";
}

/** What is said of the key of a store that takes none of its own. */
function withoutKey(row: CatalogueRow): Status {
  if (row.noCmkReason !== undefined) return "not-applicable";
  return row.switches.length === 0 && row.check !== "backup-snapshot-cmk" ? "not-applicable" : "unverified";
}

/** What the default means for a row of which only the given paths are written. */
function byDefault(row: CatalogueRow, encryption: DefaultEncryption, said: readonly string[]): Expected {
  const cmk = row.noCmkReason !== undefined ? "not-applicable" : encryption === "inherited" ? "unverified" : "fail";
  if (row.switches.length === 0 && row.key === null) return { cmk };
  const enabling = row.switches.filter((it) => it.decides === "encryption-enabled");
  const states = enabling.map((it) => stateOf(it, encryption, said));
  if (states.includes("fail")) return { enabled: "fail", cmk };
  if (states.length > 0) return { enabled: states.includes("unverified") ? "unverified" : "pass", cmk };
  switch (encryption) {
    case "unencrypted":
      return { enabled: "fail", cmk };
    case "aws-owned":
    case "aws-managed":
      return { enabled: "pass", cmk };
    default:
      return { cmk };
  }
}

function stateOf(it: Switch, encryption: DefaultEncryption, said: readonly string[]): Status {
  if (said.includes(it.path)) return "pass";
  if (it.default !== undefined) return it.on.includes(it.default as never) ? "pass" : "fail";
  if (encryption === "inherited") return "unverified";
  return encryption === "unencrypted" || encryption === "account-default" ? "fail" : "pass";
}

function omitsAll(row: CatalogueRow, settings: readonly Setting[]): boolean {
  const paths = [...row.switches.map((it) => it.path), ...(row.key === null ? [] : [row.key.path])];
  return paths.every((path) => canOmit(row, path, settings));
}

function valueOn(it: Switch): Literal | readonly Literal[] {
  if (it.write !== undefined) return it.write;
  return it.on === "present" ? true : it.on[0]!;
}

/** A value at which the switch is off: one that another switch on the same attribute takes, the default, or none of them. */
function valueOff(row: CatalogueRow, it: Switch): Literal {
  const on: readonly Literal[] = it.on === "present" ? [] : it.on;
  const others = row.switches.flatMap((other) => (other.path === it.path && other.on !== "present" ? other.on : []));
  const known = others.find((value) => !on.includes(value));
  if (known !== undefined && it.decides === "cmk") return known;
  if (it.default !== undefined && !on.includes(it.default)) return it.default;
  return typeof on[0] === "boolean" ? !on[0] : "OTHER";
}

/** The provider's version that a condition asks for; the newest major one where it asks for none. */
function providerOf(condition: Condition): string {
  return "not" in condition && "providerAtLeast" in condition.not ? "5.0" : "6.0";
}

function build(
  row: CatalogueRow,
  name: string,
  settings: readonly Setting[],
  expected: Expected,
  provider = "6.0",
): Case {
  const expect: { property: Property; status: Status }[] = [];
  if (expected.enabled !== undefined) expect.push({ property: "encryption-enabled", status: expected.enabled });
  if (expected.cmk !== undefined) expect.push({ property: "cmk", status: expected.cmk });
  return { name, text: `${surroundings(provider)}\n${resourceText(row, settings)}`, expect };
}

function surroundings(provider: string): string {
  return `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> ${provider}"
    }
  }
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

variable "unknown" {
  type = string
}
`;
}
