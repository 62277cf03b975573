/** The documents that belong to the language server. */

/** Terraform's and OpenTofu's languages; the first three are contributed here, and by the tools' own extensions too. */
const LANGUAGES = ["terraform", "terraform-vars", "opentofu", "opentofu-vars"];

const FILES = "**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}";

/**
 * A file is chosen by its name, as Terraform itself does, whichever extension decides its language. Other schemes, such as
 * the old side of a comparison in Git's view, are left alone: their findings would be listed beside those of the file.
 */
export const DOCUMENTS = [
  { scheme: "file", pattern: FILES },
  { scheme: "vscode-vfs", pattern: FILES },
  ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
];
