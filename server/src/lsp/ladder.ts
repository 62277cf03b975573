import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import {
  type CheckName,
  checkId,
  checkPage,
  type FindingReference,
  type Message,
  OPEN_COMMAND,
  render,
  WAIVE_COMMAND,
} from "../../../shared/src";
import type { Finding } from "../engine/control";
import { isProblem } from "./counts";
import { findingId } from "./diagnostic";
import type { Project } from "./project";
import type { Session } from "./session";
import type { Mending } from "./verified-fixes";
import { toWorkspaceEdit } from "./workspace-edit";

/** From what mends a finding down to what only explains it. */
const RUNGS = ["fix", "waive", "alike", "page"] as const;

type Rung = (typeof RUNGS)[number];

/** The `data` of an action whose edit is made when it is chosen: what is right without asking for all findings of a check. */
export interface AlikeData {
  readonly uri: string;
  readonly version: number;
  readonly check: CheckName;
}

/** The quick actions for findings, in the order in which they are offered. One that serves several findings is offered once. */
export class Ladder {
  readonly #rungs = new Map<Rung, Map<string, CodeAction>>(RUNGS.map((rung) => [rung, new Map()]));

  constructor(
    private readonly session: Session,
    private readonly project: Project,
  ) {}

  /**
   * Takes in what may be done about a finding.
   * @param diagnostics those of the client that show it
   */
  add(finding: Finding, { fixes, waiver }: Mending, diagnostics: readonly Diagnostic[]): void {
    const { analysis } = this.project;
    const { client, documents } = this.session;
    const { check, at } = finding;
    const position = analysis.rangeOf(at)?.start;
    if (!position) return;
    const uri = documents.uriOf(at.path);
    const put = (rung: Rung, title: Message, identity: unknown, action: Partial<CodeAction>): void =>
      this.#put(rung, render(title, client.language), JSON.stringify(identity), diagnostics, action);

    for (const { title, edits, preferred } of fixes) {
      const edit = toWorkspaceEdit(edits, analysis, this.session);
      const isPreferred = preferred && client.preferredActions;
      if (edit) put("fix", title, [title, edit], { edit, ...(isPreferred ? { isPreferred } : {}) });
    }
    if (waiver && client.commands.has(WAIVE_COMMAND)) {
      const reference: FindingReference = { uri, position, id: findingId(finding) };
      put("waive", waiver.title, [...waiver.edits], this.#calls(waiver.title, WAIVE_COMMAND, reference));
    }
    const isCertain = fixes.some((fix) => fix.preferred || (fix.certain && this.project.allowsReplacement(at.path)));
    const version = documents.get(at.path)?.version;
    if (isCertain && version !== undefined && this.#hasOthersLike(finding)) {
      const data: AlikeData = { uri, version, check };
      put("alike", { key: "action.fix-alike", args: [check] }, check, { data });
    }
    if (client.commands.has(OPEN_COMMAND)) {
      const title: Message = { key: "action.page", args: [check] };
      put("page", title, check, this.#calls(title, OPEN_COMMAND, checkPage(checkId(check), client.language)));
    }
  }

  actions(): CodeAction[] {
    return [...this.#rungs.values()].flatMap((actions) => [...actions.values()]);
  }

  #put(
    rung: Rung,
    title: string,
    identity: string,
    diagnostics: readonly Diagnostic[],
    action: Partial<CodeAction>,
  ): void {
    const known = this.#rungs.get(rung)?.get(identity);
    if (known) known.diagnostics?.push(...diagnostics);
    else
      this.#rungs
        .get(rung)
        ?.set(identity, { title, kind: CodeActionKind.QuickFix, diagnostics: [...diagnostics], ...action });
  }

  #calls(title: Message, command: string, argument: unknown): Pick<CodeAction, "command"> {
    return { command: { title: render(title, this.session.client.language), command, arguments: [argument] } };
  }

  #hasOthersLike({ check, resource, at }: Finding): boolean {
    return this.project.analysis
      .findings(at.path)
      .some((other) => other.check === check && other.resource !== resource && isProblem(other));
  }
}
