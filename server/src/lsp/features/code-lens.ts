import {
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type Command,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { render, SHOW_STORES_COMMAND, type StoresOfKey } from "../../../../shared/src";
import { keysIn, storesOfKey, usesInWords } from "../../engine/report";
import type { ResourceView } from "../../engine/terraform";
import { pathOf } from "../../platform/uri";
import { Answers } from "../answers";
import type { Project } from "../project";
import type { Feature, Session } from "../session";

/** Above each key, which data stores it protects: found out for the lenses that are on the screen, one by one. */
export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),

  register(session) {
    const { client, connection, guard } = session;
    const refresh = (): Promise<void> => connection.sendRequest(CodeLensRefreshRequest.type);
    const answers = new Answers(session, "code lens refresh", client.refreshesCodeLenses ? refresh : undefined);
    connection.onCodeLens(
      guard.request(
        "code lenses",
        (params: CodeLensParams) => lensesOf(session, answers, params),
        () => [],
      ),
    );
    connection.onCodeLensResolve(
      guard.request(
        "code lens",
        (lens: CodeLens) => resolved(session, answers, lens),
        () => {
          throw outdated();
        },
      ),
    );
  },
};

/** What leads from a lens to its key. */
interface LensData {
  readonly uri: string;
  /** The key's address within its module. */
  readonly key: string;
}

async function lensesOf(
  session: Session,
  answers: Answers,
  { textDocument: { uri } }: CodeLensParams,
): Promise<CodeLens[]> {
  const path = pathOf(uri);
  // At the start, whoever answers first would have no project to ask, and no reason to be asked again.
  await session.structure.settled();
  const project = session.projects.ownerOf(path);
  if (!project) return [];
  return answers.give(uri, project, path, () => {
    // Before everything is read, a lens would say too little.
    if (!project.settings.codeLens || project.coverage !== "all") return [];
    return keysIn(project.analysis, path).flatMap((key) => {
      const range = project.analysis.rangeOf(key.header);
      const data: LensData = { uri, key: key.resource.declaration.symbol };
      return range ? [{ range, data }] : [];
    });
  });
}

async function resolved(session: Session, answers: Answers, lens: CodeLens): Promise<CodeLens> {
  if (!isLensData(lens.data)) return lens;
  const { uri, key } = lens.data;
  const path = pathOf(uri);
  const project = session.projects.ownerOf(path);
  if (!project) throw outdated();
  await project.advanceToEnd();
  const command = answers.give(`${uri} ${key}`, project, path, () => {
    const found = keysIn(project.analysis, path).find(({ resource }) => resource.declaration.symbol === key);
    return found && commandOf(session, project, uri, found);
  });
  if (!command) throw outdated();
  return { ...lens, command };
}

/** What the lens says, and does on a click where there is something to list and the client knows how. */
function commandOf(
  { client, documents }: Session,
  project: Project,
  uri: string,
  key: ResourceView,
): Command | undefined {
  const position = project.analysis.rangeOf(key.header)?.start;
  if (!position) return undefined;
  const stores = storesOfKey(project.analysis, key);
  const title = render(usesInWords(stores), client.language);
  if (stores.length === 0 || !client.commands.has(SHOW_STORES_COMMAND)) return { title, command: "" };
  const places = stores.map(({ where }) => ({ uri: documents.uriOf(where.file), range: where.range }));
  const argument: StoresOfKey = { uri, position, stores: places };
  return { title, command: SHOW_STORES_COMMAND, arguments: [argument] };
}

function isLensData(data: unknown): data is LensData {
  return typeof data === "object" && data !== null && "uri" in data && "key" in data;
}

function outdated(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, "the key is no longer there");
}
