import type { ClientCapabilities, FeatureState, StaticFeature } from "vscode-languageclient";

/**
 * Says that this client does not ask for diagnostics, although the library could: when the server sends them of itself, the
 * findings of all files arrive as soon as they are known, and not when VS Code asks for those of the workspace next, every
 * two seconds.
 */
export const pushedDiagnostics: StaticFeature = {
  fillClientCapabilities({ textDocument }: ClientCapabilities): void {
    delete textDocument?.diagnostic;
  },
  initialize: () => {},
  getState: (): FeatureState => ({ kind: "static" }),
  clear: () => {},
};
