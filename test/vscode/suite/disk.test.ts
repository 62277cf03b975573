import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { expectViolations, uri } from "./editor";

const KEY = 'resource "aws_kms_key" "disk"';
const BAD = `${KEY} {\n}\n`;
const GOOD = `${KEY} {\n  enable_key_rotation = true\n}\n`;
const FINDING = `1: kms-key-rotation: ${KEY}`;

describe("files on disk", () => {
  it("follows another program that creates, changes, renames and deletes a file", async () => {
    const file = uri("disk/main.tf");
    const renamed = uri("disk/renamed.tf");
    await mkdir(uri("disk").fsPath);
    await writeFile(file.fsPath, BAD);
    await expectViolations(file, [FINDING]);
    await writeFile(file.fsPath, GOOD);
    await expectViolations(file, []);
    await writeFile(file.fsPath, BAD);
    await expectViolations(file, [FINDING]);
    await rename(file.fsPath, renamed.fsPath);
    await expectViolations(file, []);
    await expectViolations(renamed, [FINDING]);
    await rm(uri("disk").fsPath, { recursive: true });
    await expectViolations(renamed, []);
  });
});
