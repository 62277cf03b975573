/** What the workspaces of the tests hold. */

/** Without these the editor would add brackets and spaces to what a test types. */
export const SETTINGS = {
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoIndent": "none",
  "editor.acceptSuggestionOnEnter": "off",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "files.autoSave": "off",
};

/** Texts by path, relative to the folder. */
export const FILES: Readonly<Record<string, string>> = {
  ".vscode/settings.json": JSON.stringify(SETTINGS),
  "typing.tf": "",
  "unopened.tf": '# Nobody has this file open.\n\nresource "aws_kms_key" "unopened" {\n}\n',
  "tofu/main.tofu": 'resource "aws_kms_key" "tofu" {\n}\n',
  "json/main.tf.json": '{ "resource": { "aws_kms_key": { "json": {} } } }\n',
};
