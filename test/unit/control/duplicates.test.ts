import assert from "node:assert/strict";
import { Analysis } from "../../../server/src/engine/control";

describe("duplicate declarations", () => {
  it("are each judged (ruling 13)", () => {
    const analysis = new Analysis({
      root: "/w",
      settings: { checks: {}, ebsDefault: "", environment: "auto", honourOtherScanners: true, today: "2026-01-01" },
    });
    for (const path of ["/w/a.tf", "/w/b.tf"]) analysis.setText(path, 'resource "aws_kms_key" "same" {\n}\n');
    analysis.update();
    for (const path of ["/w/a.tf", "/w/b.tf"]) {
      const found = analysis.findings(path).map((finding) => finding.check);
      assert.ok(found.includes("kms-key-rotation"), path);
    }
  });
});
