import {
  type InlayHint,
  type InlayHintLabelPart,
  type InlayHintParams,
  InlayHintRefreshRequest,
  MarkupKind,
} from "vscode-languageserver";
import { hintParts, hintTooltip, type KeyHint, keyHints } from "../../engine/report";
import type { Location } from "../../engine/terraform";
import { pathOf } from "../../platform/uri";
import { Answers } from "../answers";
import type { Project } from "../project";
import type { Feature, Session } from "../session";

/** Behind a key that is given indirectly, what it comes down to; looked up for the part of the text that is on the screen. */
export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),

  register(session) {
    const { client, connection, guard } = session;
    const refresh = (): Promise<void> => connection.sendRequest(InlayHintRefreshRequest.type);
    const answers = new Answers(session, "inlay hint refresh", client.refreshesInlayHints ? refresh : undefined);
    connection.languages.inlayHint.on(
      guard.request(
        "inlay hints",
        (params: InlayHintParams) => hintsOf(session, answers, params),
        () => [],
      ),
    );
  },
};

async function hintsOf(
  session: Session,
  answers: Answers,
  { textDocument: { uri }, range }: InlayHintParams,
): Promise<InlayHint[]> {
  const path = pathOf(uri);
  // As for the lenses: nobody would ask again.
  await session.structure.settled();
  const project = session.projects.ownerOf(path);
  if (!project) return [];
  return answers.give(uri, project, path, () => {
    const file = project.analysis.file(path);
    if (!file || !project.settings.inlayHints || project.coverage !== "all") return [];
    const span = { start: file.offsetAt(range.start), end: file.offsetAt(range.end) };
    return keyHints(project.analysis, path, span).flatMap((hint) => toInlayHint(session, project, hint) ?? []);
  });
}

function toInlayHint({ client, documents }: Session, { analysis }: Project, hint: KeyHint): InlayHint | undefined {
  const position = analysis.rangeOf(hint.at)?.end;
  if (!position) return undefined;
  const label = hintParts(hint, client.language).map(({ text, at }): InlayHintLabelPart => {
    const range = at && analysis.rangeOf(at);
    return { value: text, ...(range ? { location: { uri: documents.uriOf(at.path), range } } : {}) };
  });
  const linkTo = (location: Location): string | undefined => {
    const range = analysis.rangeOf(location);
    return range && `${documents.uriOf(location.path)}#L${range.start.line + 1}`;
  };
  const value = hintTooltip(hint, client.language, linkTo);
  return {
    position,
    label,
    paddingLeft: true,
    ...(value === "" ? {} : { tooltip: { kind: MarkupKind.Markdown, value } }),
  };
}
