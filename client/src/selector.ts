/** The documents that belong to the language server. */
import { workspace } from "vscode";
import { ASIDE_FILES, CONFIGURATION_FILES } from "../../shared/src";

/** Terraform's and OpenTofu's languages; the first three are contributed here, and by the tools' own extensions too. */
const LANGUAGES = ["terraform", "terraform-vars", "opentofu", "opentofu-vars"];

/** Those of a disk, and of the repositories that VS Code opens without one. */
const SCHEMES = ["file", "vscode-vfs"];

/**
 * A file is chosen by its name, as Terraform itself does, whichever extension decides its language. Beside the usual schemes
 * those of the workspace folders count; any other, such as the old side of a comparison in Git's view, is left alone: its
 * findings would be listed beside those of the file.
 */
export function documents(): { scheme: string; pattern?: string; language?: string }[] {
  const folders = workspace.workspaceFolders ?? [];
  const schemes = new Set([...SCHEMES, ...folders.map(({ uri }) => uri.scheme)]);
  return [
    ...[...schemes].flatMap((scheme) => [CONFIGURATION_FILES, ASIDE_FILES].map((pattern) => ({ scheme, pattern }))),
    ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
  ];
}
