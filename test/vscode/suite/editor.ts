/** What the tests do in the editor, and what they see there. */
import assert from "node:assert/strict";
import * as vscode from "vscode";

const SOURCE = "WAF-SEC-030";
const PREFIX = "waf-sec-030.tf.aws.";

/** Comes before every wait's own failure, so that a test says what it saw and not that Mocha lost patience. */
const PATIENCE = 15_000;

/** A file or folder of the first workspace folder, or of the one with the name. */
export function uri(path: string, folder?: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const chosen = folder === undefined ? folders[0] : folders.find(({ name }) => name === folder);
  assert(chosen, `no workspace folder ${folder ?? ""}`);
  return vscode.Uri.joinPath(chosen.uri, path);
}

/** The text of a file as it is saved; none if it is gone. */
export async function read(file: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return "";
  }
}

/** Writes a file beside the editor, as another program would. */
export async function write(file: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

export async function remove(file: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(file, { recursive: true });
}

export async function open(file: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(file);
}

/** Types the text at the cursor, one key after the other, as the keyboard does. */
export async function type(text: string): Promise<void> {
  for (const character of text) {
    await vscode.commands.executeCommand("type", { text: character });
  }
}

/** Replaces what the editor shows, in one step that Undo takes back. */
export async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  assert(await editor.edit((edit) => edit.replace(new vscode.Range(new vscode.Position(0, 0), end), text)));
}

export function select(editor: vscode.TextEditor, text: string): void {
  const offset = editor.document.getText().indexOf(text);
  assert.notEqual(offset, -1, `no ${text} in the editor`);
  const start = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(start, start);
}

export function ourDiagnostics(file: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file).filter(({ source }) => source === SOURCE);
}

/** The name of the check, or of whatever else the diagnostic is about. */
export function checkOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  const value = typeof code === "object" ? code.value : code;
  return String(value).replace(PREFIX, "");
}

/**
 * Waits until the Problems list shows exactly these violations for the file, each as `line: check: underlined text` with a
 * one-based line, in the order of the text; what several properties of a resource share counts once. Recommendations, which
 * are shown as information, are left out.
 */
export async function expectViolations(file: vscode.Uri, expected: readonly string[]): Promise<void> {
  let seen: string[] = [];
  const asExpected = async () => {
    seen = await violations(file);
    return seen.length === expected.length && seen.every((violation, index) => violation === expected[index]);
  };
  if (!(await eventually(asExpected))) {
    assert.deepEqual(seen, expected);
  }
}

/** Waits until the condition holds; looks again after every change of the Problems list. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > end) {
      return false;
    }
    await nextChange();
  }
  return true;
}

async function violations(file: vscode.Uri): Promise<string[]> {
  const diagnostics = ourDiagnostics(file).filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
  if (diagnostics.length === 0) {
    return [];
  }
  const lines = (await textOf(file)).split("\n");
  const shown = diagnostics
    .sort((a, b) => a.range.start.compareTo(b.range.start) || checkOf(a).localeCompare(checkOf(b)))
    .map(
      (diagnostic) => `${diagnostic.range.start.line + 1}: ${checkOf(diagnostic)}: ${slice(lines, diagnostic.range)}`,
    );
  return [...new Set(shown)];
}

/**
 * The text of a file, none if it is gone. It is not opened for this, since that would change what is tested: whether findings
 * of files that nobody has open are listed.
 */
async function textOf(file: vscode.Uri): Promise<string> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === file.toString());
  return document?.getText() ?? read(file);
}

function slice(lines: readonly string[], { start, end }: vscode.Range): string {
  return lines
    .slice(start.line, end.line + 1)
    .map((line, index, { length }) =>
      line.slice(index === 0 ? start.character : 0, index === length - 1 ? end.character : undefined),
    )
    .join("\n");
}

function nextChange(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, 100);
    const listener = vscode.languages.onDidChangeDiagnostics(done);
  });
}

/** The quick fixes for the place where the text stands, their edits resolved, best first as VS Code lists them. */
export async function quickFixes(editor: vscode.TextEditor, text: string): Promise<vscode.CodeAction[]> {
  select(editor, text);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    vscode.CodeActionKind.QuickFix.value,
    50,
  );
  return actions;
}

/** Applies the action as a click on it does. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit) {
    assert(await vscode.workspace.applyEdit(action.edit), `${action.title} could not be applied`);
  }
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}
