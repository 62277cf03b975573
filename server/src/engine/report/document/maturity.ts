import type { Criterion, Level } from "../evidence";
import type { Block, Cell, Inline, Mark, Section } from "./types";
import type { Words } from "./words";

/** The maturity level with every criterion, its state and what that rests on. */
export function maturitySection(words: Words): Section {
  const { levels } = words.evidence.maturity;
  return {
    name: "maturity",
    title: words.say("evidence.maturity"),
    blocks: [
      { kind: "text", text: `${words.say("evidence.maturity-level")}: ${levelText(words)}.` },
      { kind: "text", text: words.say("evidence.maturity-note") },
      ...levels.flatMap(({ level, criteria }) => levelBlocks(level, criteria, words)),
    ],
  };
}

/** The level that is shown, and the one that is within reach. */
export function levelText(words: Words): string {
  const { level, reachable } = words.evidence.maturity;
  return reachable === level
    ? words.say("evidence.level-shown", String(level))
    : words.say("evidence.level-reachable", String(level), String(reachable));
}

function levelBlocks(level: Level, criteria: readonly Criterion[], words: Words): readonly Block[] {
  const title = words.say("evidence.level", String(level), { key: `evidence.level-${level}` });
  return [
    { kind: "heading", text: title, mark: reached(level, words) },
    {
      kind: "table",
      caption: title,
      head: [words.say("evidence.criterion"), words.say("evidence.state"), words.say("evidence.rests-on")],
      rows: criteria.map((criterion) => [
        words.say(`criterion.${criterion.name}`),
        { mark: STATE_MARKS[criterion.state], text: words.say(`evidence.state-${criterion.state}`) },
        factsOf(criterion, words),
      ]),
    },
  ];
}

function reached(level: Level, words: Words): Mark {
  const { maturity } = words.evidence;
  if (level <= maturity.level) return { mark: "good", text: words.say("evidence.shown") };
  if (level <= maturity.reachable) return { mark: "open", text: words.say("evidence.reachable") };
  return { mark: "bad", text: words.say("evidence.not-reached") };
}

function factsOf({ facts }: Criterion, words: Words): Cell {
  return facts.map(({ message, section }): Inline => {
    const text = words.tell(message);
    return section ? { link: text, to: section } : text;
  });
}

const STATE_MARKS: Readonly<Record<Criterion["state"], Mark["mark"]>> = {
  met: "good",
  "not-met": "bad",
  open: "open",
  attest: "none",
};
