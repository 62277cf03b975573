import { DiagnosticTag, type InitializeParams } from "vscode-languageserver";
import { type Language, languageOf } from "../../../shared/src";
import { encodingFor, type PositionEncoding } from "./position-encoding";

/** What the client at the other end can do, and the language it speaks. */
export interface Client {
  readonly language: Language;
  readonly encoding: PositionEncoding;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  /** Watches folders outside the workspace, too. */
  readonly watchesFolders: boolean;
  /** Tells of files that its user creates, renames or deletes in it. */
  readonly fileOperations: boolean;
  readonly workspaceFolders: boolean;
  /** Asks for the diagnostics of the documents that are open, and again when it is told to or has no other way to them. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Shows what serves no purpose faded. */
  readonly unnecessaryTag: boolean;
  readonly codeActionLiterals: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly preferredActions: boolean;
  /** Applies edits that the server sends. */
  readonly appliesEdits: boolean;
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
  /** Reads files for the server that only it can reach. */
  readonly servesFiles: boolean;
}

export function readClient({ capabilities, locale, initializationOptions }: InitializeParams): Client {
  const { general, workspace, textDocument } = capabilities;
  const diagnostics = textDocument?.publishDiagnostics;
  const refreshesDiagnostics = workspace?.diagnostics?.refreshSupport === true;
  return {
    language: languageOf(locale),
    encoding: encodingFor(general?.positionEncodings),
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    fileOperations: workspace?.fileOperations !== undefined,
    workspaceFolders: workspace?.workspaceFolders === true,
    pullsDiagnostics: textDocument?.diagnostic !== undefined && (refreshesDiagnostics || diagnostics === undefined),
    refreshesDiagnostics,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    unnecessaryTag: diagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    appliesEdits: workspace?.applyEdit === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    commands: new Set(commandsIn(initializationOptions)),
    servesFiles: optionOf(initializationOptions, "files") === true,
  };
}

function commandsIn(options: unknown): readonly unknown[] {
  const commands = optionOf(options, "commands");
  return Array.isArray(commands) ? commands : [];
}

function optionOf(options: unknown, name: string): unknown {
  return typeof options === "object" && options !== null ? new Map(Object.entries(options)).get(name) : undefined;
}
