/** The documentation page of each check, made from the check itself. */
import { checkId, type Language, type MessageKey, REGULATORY_MAPPING, render } from "../../../../shared/src";
import { type CatalogueRow, type Check, catalogue, SEVERITY_TABLE, type SeverityLine } from "../control";
import { CODED_LINES } from "./rules";

/** The page of a check as Markdown. */
export function checkPage(check: Check, language: Language): string {
  const text = (key: MessageKey): string => render({ key }, language);
  const rows = catalogue.filter((row) => row.check === check.name);
  const { docs } = check;
  return sections([
    `# ${docs.title[language]}`,
    `\`${checkId(check.name)}\``,
    `## ${text("page.why")}\n\n${docs.why[language]}`,
    `## ${text("page.checks")}\n\n${docs.checks[language]}`,
    `### ${text("page.compliant")}\n\n${terraform(docs.compliant)}`,
    `### ${text("page.non-compliant")}\n\n${terraform(docs.nonCompliant)}`,
    `## ${text("page.remediation")}\n\n${docs.remediation[language]}`,
    `## ${text("page.severity")}\n\n${severityTable(linesOf(check, rows), text)}\n\n${text("page.severity-note")}`,
    rows.length > 0 ? `## ${text("page.types")}\n\n${rowTable(rows, text)}` : undefined,
    `## ${text("page.waive")}\n\n${text("page.waive-note")}\n\n${terraform(
      `# waf-sec-030:ignore[${check.name}] ${text("page.waive-reason")} (expires 2027-12-31)`,
    )}`,
    `## ${text("page.mapping")}\n\n${mappingList()}`,
    `## ${text("page.references")}\n\n${docs.references.map(({ title, url }) => `- [${title}](${url})`).join("\n")}`,
  ]);
}

/** The page that lists the checks; `pathOf` says where a check's page lies relative to it. */
export function checkIndex(all: readonly Check[], language: Language, pathOf: (check: Check) => string): string {
  const text = (key: MessageKey): string => render({ key }, language);
  const rows = all.map((check) => [`[\`${check.name}\`](${pathOf(check)})`, check.docs.title[language]]);
  return sections([`# ${text("page.index")}`, table([text("page.check"), text("page.asks")], rows)]);
}

function linesOf(check: Check, rows: readonly CatalogueRow[]): readonly SeverityLine[] {
  const found = new Set<SeverityLine>(CODED_LINES[check.name] ?? ["core", ...rows.map((row) => row.tier)]);
  return (["core", "storage", "other", "guidance"] as const).filter((line) => found.has(line));
}

function severityTable(lines: readonly SeverityLine[], text: (key: MessageKey) => string): string {
  const heads = ["finding", "default", "production", "development"] as const;
  return table(
    heads.map((head) => text(`page.${head}`)),
    lines.map((line) => [
      text(`page.tier-${line}`),
      SEVERITY_TABLE[line].default,
      SEVERITY_TABLE[line].production,
      SEVERITY_TABLE[line].development,
    ]),
  );
}

function rowTable(rows: readonly CatalogueRow[], text: (key: MessageKey) => string): string {
  return table(
    [text("page.type"), text("page.store"), text("page.switch"), text("page.key")],
    rows.map((row) => [
      `\`${row.type}\``,
      row.facet,
      row.switches.map((each) => `\`${each.path}\``).join(", "),
      row.key ? `\`${row.key.path}\`` : row.noCmkReason ? text(row.noCmkReason) : "",
    ]),
  );
}

function mappingList(): string {
  return REGULATORY_MAPPING.map(({ framework, controls }) => `- **${framework}**: ${controls.join("; ")}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function terraform(code: string): string {
  return `\`\`\`hcl\n${code.trim()}\n\`\`\``;
}

function sections(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;
}
