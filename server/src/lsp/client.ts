import { DiagnosticTag, type InitializeParams } from "vscode-languageserver";
import { type Language, languageOf } from "../../../shared/src";

/** What the client at the other end can do, and the language it speaks. */
export interface Client {
  readonly language: Language;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  /** Watches folders outside the workspace, too. */
  readonly watchesFolders: boolean;
  readonly workspaceFolders: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Shows what serves no purpose faded. */
  readonly unnecessaryTag: boolean;
  readonly codeActionLiterals: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly preferredActions: boolean;
  /** Edits may carry the version of the document that they are for. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Has edits confirmed by the user that say so. */
  readonly changeAnnotations: boolean;
  /** Asks for code lenses, or inlay hints, again when it is told to. */
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** The commands that code actions and code lenses may call. */
  readonly commands: ReadonlySet<unknown>;
}

export function readClient({ capabilities, locale, initializationOptions }: InitializeParams): Client {
  const { workspace, textDocument } = capabilities;
  const diagnostics = textDocument?.publishDiagnostics;
  return {
    language: languageOf(locale),
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    unnecessaryTag: diagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    commands: new Set(commandsIn(initializationOptions)),
  };
}

function commandsIn(options: unknown): readonly unknown[] {
  const isObject = typeof options === "object" && options !== null;
  return isObject && "commands" in options && Array.isArray(options.commands) ? options.commands : [];
}
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
