/** What the user's settings mean to the control. */
import assert from "node:assert/strict";
import { controlSettings } from "../../../server/src/engine/control";
import { DEFAULT_SETTINGS } from "../../../shared/src";

describe("control settings", () => {
  it("know a check by its name, its id and the name that the published control gives it", () => {
    for (const id of [
      "rds-storage-encrypted",
      "waf-sec-030.tf.aws.rds-storage-encrypted",
      "rds-encryption-enabled",
      "waf-sec-030.tf.aws.rds-encryption-enabled",
    ]) {
      const { checks } = controlSettings({ ...DEFAULT_SETTINGS, checks: { [id]: "hint" } }, "2026-03-01");
      assert.deepEqual(checks, { "rds-storage-encrypted": "hint" });
    }
  });

  it("leave out what is no check", () => {
    const { checks } = controlSettings({ ...DEFAULT_SETTINGS, checks: { "WAF-SEC-030": "off", other: "off" } }, "");
    assert.deepEqual(checks, {});
  });
});
