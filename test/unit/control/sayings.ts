import type { Analysis } from "../../../server/src/engine/control";

/** All that an analysis says, as lines in a fixed order: two that say the same have the same lines. */
export function sayings(analysis: Analysis): string[] {
  analysis.update();
  return [...analysis.allFindings()]
    .map((finding) => {
      const { start, end } = analysis.rangeOf(finding.at) ?? { start: undefined, end: undefined };
      const place = `${finding.at.path}:${start?.line}:${start?.character}-${end?.line}:${end?.character}`;
      const related = finding.related.map((each) => `${each.at.path}:${analysis.rangeOf(each.at)?.start.line}`);
      return [
        place,
        finding.check,
        finding.property,
        finding.attribute,
        finding.status,
        finding.severity,
        finding.instance ?? finding.resource,
        JSON.stringify(finding.message),
        finding.waiver?.reason ?? "",
        ...related,
      ].join(" ");
    })
    .sort();
}
