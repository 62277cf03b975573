import { type Hover, type HoverParams, MarkupKind, type Position, type Range } from "vscode-languageserver";
import type { Finding } from "../../engine/control";
import { hoverText } from "../../engine/report";
import { pathOf } from "../../platform/uri";
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
  while (project.advance()) await session.host.pause();
  const { analysis } = project;
  const places = analysis.judgedIn(path).flatMap((finding) => {
    const range = analysis.rangeOf(finding.at);
    return range && holds(range, position) ? [{ finding, range }] : [];
  });
  // Where places lie in each other, the innermost is meant: a principal, not the policy that it stands in.
  const innermost = places.find(({ range }) => places.every((other) => !isInside(other.range, range)));
  if (!innermost) return null;
  const same = places.filter(({ range }) => sameRange(range, innermost.range));
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

function holds({ start, end }: Range, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

/** Whether the first range lies in the second and is smaller. */
function isInside(inner: Range, outer: Range): boolean {
  return holds(outer, inner.start) && holds(outer, inner.end) && !sameRange(inner, outer);
}

function sameRange(a: Range, b: Range): boolean {
  return (
    !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
  );
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
