import { DiagnosticTag, type InitializeParams } from "vscode-languageserver";
import { type Language, languageOf } from "../../../shared/src";

/** What the client at the other end can do, and the language it speaks. */
export interface Client {
  readonly language: Language;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Shows what serves no purpose faded. */
  readonly unnecessaryTag: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferredActions: boolean;
  /** Edits may carry the version of the document that they are for. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
}

export function readClient({ capabilities, locale }: InitializeParams): Client {
  const { workspace, textDocument } = capabilities;
  const diagnostics = textDocument?.publishDiagnostics;
  return {
    language: languageOf(locale),
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    unnecessaryTag: diagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
  };
}
