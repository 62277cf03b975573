/**
 * Amazon EBS: volumes, and the block devices of everything that starts instances. What nothing says, the account's default
 * for the Region decides; a device made from a snapshot inherits the snapshot's encryption.
 */
import { anyId, arn, bySource, enables, row, same } from "./row";
import type { CatalogueRow } from "./types";

const device = { check: "ebs-encrypted", whenOmitted: "account-default" } as const;

/** Root volume of an instance: there even when its block is not (ruling 3); a launch template can say the same. */
const rootDevice = {
  ...device,
  facet: "root",
  switches: [enables("root_block_device.encrypted")],
  key: anyId("root_block_device.kms_key_id"),
  inheritsFrom: ["launch_template.id", "launch_template.name"],
} as const;

/** Further volumes of an instance. */
const dataDevice = {
  ...device,
  facet: "data",
  each: "ebs_block_device",
  switches: [enables("ebs_block_device.encrypted")],
  key: anyId("ebs_block_device.kms_key_id"),
  inheritsFrom: ["ebs_block_device.snapshot_id"],
} as const;

const SPOT_FLEET = "launch_specification";

export const ebs: readonly CatalogueRow[] = [
  row("aws_ebs_volume", "EBS", "block-storage", {
    ...device,
    switches: [enables("encrypted")],
    key: arn("kms_key_id"),
    inheritsFrom: ["snapshot_id"],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_3", "CKV_AWS_189", "CKV2_AWS_2"], ["AWS-0026", "AWS-0027"]),
  }),
  row("aws_instance", "EC2", "block-storage", {
    ...rootDevice,
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_8"], ["AWS-0131"]),
  }),
  row("aws_instance", "EC2", "block-storage", {
    ...dataDevice,
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_8"], ["AWS-0131"]),
  }),
  row("aws_spot_instance_request", "EC2", "block-storage", rootDevice),
  row("aws_spot_instance_request", "EC2", "block-storage", dataDevice),
  row("aws_spot_fleet_request", "EC2", "block-storage", {
    ...device,
    facet: "root",
    each: SPOT_FLEET,
    switches: [enables(`${SPOT_FLEET}.root_block_device.encrypted`)],
    key: anyId(`${SPOT_FLEET}.root_block_device.kms_key_id`),
  }),
  row("aws_spot_fleet_request", "EC2", "block-storage", {
    ...device,
    facet: "data",
    each: `${SPOT_FLEET}.ebs_block_device`,
    switches: [enables(`${SPOT_FLEET}.ebs_block_device.encrypted`)],
    key: anyId(`${SPOT_FLEET}.ebs_block_device.kms_key_id`),
    inheritsFrom: [`${SPOT_FLEET}.ebs_block_device.snapshot_id`],
  }),
  row("aws_launch_configuration", "EC2", "block-storage", {
    ...device,
    facet: "root",
    switches: [enables("root_block_device.encrypted")],
    noCmkReason: "launch-configuration",
    replaces: bySource(true, null),
    sameAs: same(["CKV_AWS_8"], ["AWS-0008"]),
  }),
  row("aws_launch_configuration", "EC2", "block-storage", {
    ...device,
    facet: "data",
    each: "ebs_block_device",
    switches: [enables("ebs_block_device.encrypted")],
    inheritsFrom: ["ebs_block_device.snapshot_id"],
    noCmkReason: "launch-configuration",
    replaces: bySource(true, null),
    sameAs: same(["CKV_AWS_8"], ["AWS-0008"]),
  }),
  // `encrypted` is a string here. Of the root device nothing is known unless a mapping names it.
  row("aws_launch_template", "EC2", "block-storage", {
    ...device,
    each: "block_device_mappings.ebs",
    switches: [enables("block_device_mappings.ebs.encrypted")],
    key: anyId("block_device_mappings.ebs.kms_key_id"),
    inheritsFrom: ["block_device_mappings.ebs.snapshot_id"],
  }),
  row("aws_ecs_service", "ECS", "block-storage", {
    ...device,
    each: "volume_configuration.managed_ebs_volume",
    switches: [enables("volume_configuration.managed_ebs_volume.encrypted", [true], true)],
    key: arn("volume_configuration.managed_ebs_volume.kms_key_id"),
    inheritsFrom: ["volume_configuration.managed_ebs_volume.snapshot_id"],
  }),
  // `encrypted` is a string in both recipes; unset, the device is as in the parent image.
  row("aws_imagebuilder_image_recipe", "EC2 Image Builder", "block-storage", {
    ...device,
    each: "block_device_mapping.ebs",
    switches: [enables("block_device_mapping.ebs.encrypted")],
    key: arn("block_device_mapping.ebs.kms_key_id"),
    whenOmitted: "inherited",
    inheritsFrom: ["block_device_mapping.ebs.snapshot_id", "parent_image"],
    sameAs: same(["CKV_AWS_200"]),
  }),
  row("aws_imagebuilder_container_recipe", "EC2 Image Builder", "block-storage", {
    ...device,
    facet: "build-volume",
    each: "instance_configuration.block_device_mapping.ebs",
    switches: [enables("instance_configuration.block_device_mapping.ebs.encrypted")],
    key: arn("instance_configuration.block_device_mapping.ebs.kms_key_id"),
    whenOmitted: "inherited",
    inheritsFrom: ["instance_configuration.block_device_mapping.ebs.snapshot_id", "instance_configuration.image"],
  }),

  row("aws_ebs_encryption_by_default", "EBS", "block-storage", {
    check: "ebs-encryption-by-default",
    switches: [enables("enabled", [true], true)],
    whenOmitted: "unencrypted",
    noCmkReason: "ebs-encryption-by-default",
    sameAs: same(["CKV_AWS_106"]),
  }),
  row("aws_ebs_default_kms_key", "EBS", "block-storage", {
    check: "ebs-encryption-by-default",
    key: arn("key_arn"),
    whenOmitted: "required",
  }),

  row("aws_lightsail_disk", "Lightsail", "block-storage", { whenOmitted: "aws-managed", noCmkReason: "lightsail" }),
  row("aws_lightsail_instance", "Lightsail", "block-storage", { whenOmitted: "aws-managed", noCmkReason: "lightsail" }),
];
