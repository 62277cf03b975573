import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, open, remove, uri, write } from "./editor";

describe("the project file as JSON", () => {
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await remove(uri(".waf-sec-030.json"));
  });

  it("is completed from its schema", async () => {
    const file = uri(".waf-sec-030.json");
    await write(file, '{ "checks": {  } }\n');
    await open(file);
    const labelsAt = async (character: number): Promise<unknown[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        file,
        new vscode.Position(0, character),
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert(await eventually(async () => (await labelsAt(13)).includes("kms-key-rotation")));
    assert((await labelsAt(1)).includes("ebsDefault"));
  });
});
