/** What the editor shows when the pointer rests on something that was judged. */
import {
  checkId,
  checkPage,
  type Language,
  type Message,
  type MessageKey,
  REGULATORY_MAPPING,
  render,
} from "../../../../shared/src";
import { type CatalogueRow, checks, type Finding } from "../control";
import type { Location } from "../terraform";
import { rotationOf } from "./key-words";

/** The frameworks that a hover names; the check's page lists all. */
const FRAMEWORKS = ["GDPR", "ISO 27001:2022", "BSI C5:2020", "PCI DSS v4.0", "NIST SP 800-53"];

/**
 * Markdown about the findings of one place.
 * @param linkTo the address that leads the editor to a location; undefined when it is no longer there
 */
export function hoverText(
  findings: readonly Finding[],
  language: Language,
  linkTo: (location: Location) => string | undefined,
): string {
  return findings.map((finding) => section(finding, language, linkTo)).join("\n\n---\n\n");
}

function section(finding: Finding, language: Language, linkTo: (location: Location) => string | undefined): string {
  const text = (message: Message): string => escaped(render(message, language));
  const check = checks.find((each) => each.name === finding.check);
  const parts = [
    `**${text({ key: headline(finding) })}**: ${text(finding.message)}`,
    check && text({ key: "hover.asks", args: [check.docs.title[language]] }),
    waiver(finding, text),
    key(finding, text),
    chain(finding.related, text, linkTo),
  ];
  if (finding.status === "fail" && check) {
    parts.push(`**${text({ key: "hover.remedy" })}**: ${check.docs.remediation[language]}`);
    if (replaces(finding.judgement.row, finding)) parts.push(`⚠ ${text({ key: "hover.replaces" })}`);
  }
  parts.push(`${text({ key: "hover.frameworks" })}: ${frameworks()}`);
  parts.push(`[${text({ key: "hover.page" })}](${checkPage(checkId(finding.check), language)})`);
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

function headline({ status, waiver, recommendation }: Finding): MessageKey {
  if (status !== "fail") return `hover.${status}`;
  if (waiver) return "hover.waived";
  return recommendation ? "hover.recommendation" : "hover.fail";
}

/** The reason of a waiver, and whose it is. */
function waiver({ waiver }: Finding, text: (message: Message) => string): string | undefined {
  if (!waiver) return undefined;
  const scanners: Readonly<Record<string, string>> = { checkov: "Checkov", tfsec: "tfsec", trivy: "Trivy" };
  const scanner = scanners[waiver.source];
  const whose: Message = scanner
    ? { key: "hover.waiver-scanner", args: [scanner] }
    : { key: waiver.source === "inline" ? "hover.waiver-inline" : "hover.waiver-project" };
  return waiver.expires === undefined
    ? text({ key: "hover.waiver", args: [waiver.reason, whose] })
    : text({ key: "hover.waiver-expires", args: [waiver.reason, whose, waiver.expires] });
}

/** The customer-managed key that was found, and whether it rotates. */
function key({ judgement }: Finding, text: (message: Message) => string): string | undefined {
  const found = judgement.key?.kind === "cmk" ? judgement.key.key : undefined;
  return found && text({ key: `hover.${rotationOf(found)}`, args: [found.address] });
}

/** The steps that led to a value, as a list with links. */
export function chain(
  related: Finding["related"],
  text: (message: Message) => string,
  linkTo: (location: Location) => string | undefined,
): string {
  return related
    .map(({ at, message }) => {
      const link = linkTo(at);
      return link === undefined ? `- ${text(message)}` : `- [${text(message)}](${link})`;
    })
    .join("\n");
}

/** Whether firm sources say that mending the finding replaces the resource. */
function replaces(row: CatalogueRow | undefined, { property }: Finding): boolean {
  return row?.replaces[property === "encryption-enabled" ? "switch" : "key"] === true;
}

function frameworks(): string {
  return REGULATORY_MAPPING.filter(({ framework }) => FRAMEWORKS.includes(framework))
    .map(({ framework, controls }) => `${framework} (${controls.map((each) => each.split(" – ")[0]).join(", ")})`)
    .join(" · ");
}

/** Text from files is no Markdown: what would be read as such is escaped. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>&~]/g, "\\$&");
}
