/** The words of the report in one language, and the cells they stand in. */
import { type Language, type Message, type MessageKey, render } from "../../../../../shared/src";
import type { Evidence, KeyVerdictEvidence, Protection } from "../evidence";
import type { Where } from "../remarks";
import type { Anchor, Inline, Mark, Place } from "./types";

export class Words {
  readonly #anchors: ReadonlyMap<string, Anchor>;

  constructor(
    readonly evidence: Evidence,
    readonly language: Language,
  ) {
    this.#anchors = new Map(evidence.keys.map(({ id }, index) => [id, `key-${index + 1}`]));
  }

  say(key: MessageKey, ...args: readonly (string | Message)[]): string {
    return render({ key, args }, this.language);
  }

  tell(message: string | Message): string {
    return typeof message === "string" ? message : render(message, this.language);
  }

  /** The key's row in the table of keys; undefined for a key that the workspace does not declare. */
  anchorOf(id: string | undefined): Anchor | undefined {
    return id === undefined ? undefined : this.#anchors.get(id);
  }

  /** The name of a key, leading to its row where it has one. */
  key(label: string, id: string | undefined): Inline {
    const to = this.anchorOf(id);
    return to ? { link: label, to, code: true } : { code: label };
  }

  protection(protection: Protection): Mark {
    return { mark: PROTECTION_MARKS[protection], text: this.say(`evidence.protection-${protection}`) };
  }

  verdict({ status }: Pick<KeyVerdictEvidence, "status">): Mark {
    return { mark: VERDICT_MARKS[status], text: this.say(`evidence.verdict-${status}`) };
  }

  place({ file, range }: Where): Place {
    return { file, line: range.start.line + 1 };
  }
}

const PROTECTION_MARKS: Readonly<Record<Protection, Mark["mark"]>> = {
  cmk: "good",
  "aws-key": "warning",
  unencrypted: "bad",
  unverified: "open",
  exempt: "none",
};

const VERDICT_MARKS: Readonly<Record<KeyVerdictEvidence["status"], Mark["mark"]>> = {
  pass: "good",
  fail: "bad",
  waived: "warning",
  unverified: "open",
  "not-applicable": "none",
  unchecked: "none",
};
