import type { BlockView, Evaluator, ResourceView, Value } from "../../terraform";
import { type CatalogueRow, rowsOf } from "../catalogue";
import { judgeRow } from "../row";
import type { Check, CheckContext } from "../types";
import { typesOf } from "./rows";

/** EBS volumes, and the block devices of everything that starts instances. */
export const ebsEncrypted: Check = {
  name: "ebs-encrypted",
  requirement: "ebs",
  types: typesOf("ebs-encrypted"),
  docs: {
    title: {
      en: "EBS volumes are encrypted with a customer-managed key",
      de: "EBS-Volumes sind mit einem kundenverwalteten Schlüssel verschlüsselt",
    },
    why: {
      en: "A volume outlives its instance: as a snapshot that someone shares, as an image, as a disk that is attached elsewhere. Encrypted with a key of your own, all of these are unreadable without a permission that you can withdraw.",
      de: "Ein Volume überlebt seine Instanz: als Snapshot, den jemand freigibt, als Image, als Platte, die anderswo eingehängt wird. Mit einem eigenen Schlüssel verschlüsselt ist all das ohne eine Berechtigung, die sich entziehen lässt, nicht lesbar.",
    },
    checks: {
      en: "`aws_ebs_volume` and each block device of instances, spot requests, launch templates and launch configurations must be encrypted with a customer-managed key. An instance without `root_block_device` has a root volume all the same, unless its launch template or an image of the workspace describes it. A device made from a snapshot is as good as the snapshot. What nothing says, the account decides: with `aws_ebs_encryption_by_default` in the workspace (or the setting `ebsDefault`) volumes are encrypted, with the key of `aws_ebs_default_kms_key`; without, they are not. Launch configurations cannot name a key.",
      de: "`aws_ebs_volume` und jedes Blockgerät von Instanzen, Spot-Anfragen, Launch Templates und Launch Configurations muss mit einem kundenverwalteten Schlüssel verschlüsselt sein. Eine Instanz ohne `root_block_device` hat dennoch ein Root-Volume, es sei denn, ihr Launch Template oder ein Image des Arbeitsbereichs beschreibt es. Ein Gerät aus einem Snapshot ist so gut wie der Snapshot. Worüber nichts gesagt ist, entscheidet das Konto: Mit `aws_ebs_encryption_by_default` im Arbeitsbereich (oder der Einstellung `ebsDefault`) sind Volumes verschlüsselt, mit dem Schlüssel aus `aws_ebs_default_kms_key`; ohne sind sie es nicht. Launch Configurations können keinen Schlüssel nennen.",
    },
    compliant: `resource "aws_kms_key" "ebs" {
  enable_key_rotation = true
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 100
  encrypted         = true
  kms_key_id        = aws_kms_key.ebs.arn
}`,
    nonCompliant: `resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 100
}`,
    remediation: {
      en: "Set `encrypted = true` and `kms_key_id` on every volume and block device, or switch the account's default on (see `ebs-encryption-by-default`). A volume cannot be encrypted in place: Terraform replaces it, so copy its snapshot encrypted and restore from the copy.",
      de: "`encrypted = true` und `kms_key_id` an jedem Volume und Blockgerät setzen oder den Standard des Kontos einschalten (siehe `ebs-encryption-by-default`). Ein Volume lässt sich nicht nachträglich verschlüsseln: Terraform ersetzt es; daher seinen Snapshot verschlüsselt kopieren und aus der Kopie wiederherstellen.",
    },
    references: [
      { title: "Amazon EBS encryption", url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html" },
      {
        title: "aws_instance: block devices",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance#ebs-ephemeral-and-root-block-devices",
      },
    ],
  },
  judge(resource, context) {
    return rowsOf(resource.resource.declaration.type)
      .filter((row) => row.check === "ebs-encrypted")
      .flatMap((row) => judgeRow(row.facet === "root" ? rootRow(row, resource, context) : row, resource, context));
  },
};

const IMAGES: ReadonlySet<string> = new Set(["aws_ami", "aws_ami_copy", "aws_ami_from_instance"]);

/**
 * Where the root volume takes its encryption from when its block does not say: the launch template, if that maps the root
 * device; else an image that the workspace makes; else nothing but the account's default (ruling 3).
 */
function rootRow(row: CatalogueRow, resource: ResourceView, { evaluator }: CheckContext): CatalogueRow {
  const template = resource.nested("launch_template").views[0];
  if (template && mapsRoot(template, evaluator)) return row;
  const image = ["ami", "image_id"].find((name) => isImage(resource.attribute(name)?.value, evaluator));
  return { ...row, inheritsFrom: image === undefined ? [] : [image] };
}

/** Whether the launch template, or one that is not in the workspace, may describe the root device. */
function mapsRoot(reference: BlockView, evaluator: Evaluator): boolean {
  const value = (reference.attribute("id") ?? reference.attribute("name"))?.value;
  const template = value && follow(value, evaluator);
  if (!template) return true;
  const mappings = template.nested("block_device_mappings");
  if (!mappings.complete) return true;
  return mappings.views.some((mapping) => {
    const name = mapping.attribute("device_name");
    const device = name && evaluator.resolve(name.value);
    return device?.kind !== "known" || ROOT_DEVICES.has(String(device.value));
  });
}

/** Names of root devices (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html). */
const ROOT_DEVICES: ReadonlySet<string> = new Set(["/dev/xvda", "/dev/sda1", "/dev/sda", "xvda", "sda1"]);

function isImage(value: Value | undefined, evaluator: Evaluator): boolean {
  const image = value && follow(value, evaluator);
  return image?.resource.declaration.kind === "resource" && IMAGES.has(image.resource.declaration.type);
}

function follow(value: Value, evaluator: Evaluator): ResourceView | undefined {
  return value.kind === "reference" || value.kind === "resource" ? evaluator.follow(value) : undefined;
}
