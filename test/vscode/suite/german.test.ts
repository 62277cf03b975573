import assert from "node:assert/strict";
import * as vscode from "vscode";
import { expectViolations, open, ourDiagnostics, quickFixes, replaceAll, uri } from "./editor";

const DATABASE = 'resource "aws_db_instance" "app"';
const TEXT = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/main"
  target_key_id = aws_kms_key.main.key_id
}

${DATABASE} {
  engine = "postgres"
}
`;

describe("in German", () => {
  let editor: vscode.TextEditor;

  before(async () => {
    editor = await open(uri("typing.tf"));
    await replaceAll(editor, TEXT);
    await expectViolations(editor.document.uri, [`10: rds-storage-encrypted: ${DATABASE}`]);
  });

  after(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("says what is wrong, and leads to the German page", () => {
    const [diagnostic] = ourDiagnostics(editor.document.uri);
    assert.match(diagnostic?.message ?? "", /^aws_db_instance\.app ist nicht verschlüsselt: storage_encrypted fehlt/);
    assert(typeof diagnostic?.code === "object");
    assert.match(diagnostic.code.target.path, /\/docs\/checks\/de\/.*rds-storage-encrypted\.md$/);
  });

  it("names the actions", async () => {
    const titles = (await quickFixes(editor, DATABASE)).map(({ title }) => title);
    assert.match(titles[0] ?? "", /kms_key_id = aws_kms_key\.main\.arn setzen \(ersetzt die Ressource; /);
    for (const title of [
      "rds-storage-encrypted mit Begründung ausnehmen",
      "Dokumentation zu rds-storage-encrypted öffnen",
    ]) {
      assert(
        titles.some((each) => each.startsWith(title)),
        titles.join("\n"),
      );
    }
  });

  it("explains a finding under the pointer", async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      editor.document.uri,
      editor.document.positionAt(TEXT.indexOf(DATABASE)),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === "string" ? each : each.value)),
    );
    assert.match(text.join("\n"), /\*\*Verstoß\*\*.*\n\nDas Control verlangt: /);
    assert.match(text.join("\n"), /\*\*Abhilfe\*\*/);
  });

  it("tells above a key what it protects", async () => {
    const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      editor.document.uri,
      1,
    );
    assert.equal(lens?.command?.title, "schützt keinen Datenspeicher in diesem Arbeitsbereich");
  });

  it("names its commands and settings", () => {
    const extension = vscode.extensions.all.find(({ id }) => id.endsWith(".waf-sec-030"));
    const { commands, configuration } = extension?.packageJSON.contributes ?? {};
    // VS Code keeps the title in both languages.
    const titles: string[] = commands.map(({ title }: { title: { value: string } }) => title.value);
    assert(titles.includes("Arbeitsbereich prüfen"), titles.join("\n"));
    assert.match(configuration.properties["wafSec030.enable"].markdownDescription, /^Prüft die Terraform-Dateien/);
  });
});
