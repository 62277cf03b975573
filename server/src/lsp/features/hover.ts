import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import type { Finding } from "../../engine/control";
import { hoverText } from "../../engine/report";
import { pathOf } from "../../platform/uri";
import { isInside, isSame, touches } from "../ranges";
import type { Feature, Session } from "../session";

/** What the control says of the place under the pointer: verdict, chain, remedy. */
export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),

  register(session) {
    session.connection.onHover(
      session.guard.request(
        "hover",
        (params: HoverParams) => hoverAt(session, params),
        () => null,
      ),
    );
  },
};

async function hoverAt(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const path = pathOf(textDocument.uri);
  const project = session.projects.ownerOf(path);
  if (!project?.holds(path)) return null;
  await project.advanceToEnd();
  const { analysis } = project;
  const places = analysis.judgedIn(path).flatMap((finding) => {
    const range = analysis.rangeOf(finding.at);
    return range && touches(range, { start: position, end: position }) ? [{ finding, range }] : [];
  });
  // Where places lie in each other, the innermost is meant: a principal, not the policy that it stands in.
  const innermost = places.find(({ range }) => places.every((other) => !isInside(other.range, range)));
  if (!innermost) return null;
  const same = places.filter(({ range }) => isSame(range, innermost.range));
  const value = hoverText(sorted(same.map(({ finding }) => finding)), session.client.language, (location) => {
    const range = analysis.rangeOf(location);
    return range && `${session.documents.uriOf(location.path)}#L${range.start.line + 1}`;
  });
  return { contents: { kind: MarkupKind.Markdown, value }, range: innermost.range };
}

/** Violations first, then what cannot be verified, then the rest. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  const order = ["fail", "unverified", "pass", "not-applicable"];
  return [...findings].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}
