/** Fixes that give one attribute of a resource a certain value. */
import type { Message } from "../../../../../shared/src";
import { basename, select } from "../../terraform";
import { changesFor, nameOf } from "../changes";
import { literal, writeCode } from "../code";
import { Drafts } from "../drafts";
import { assign } from "../places";
import { type Action, finished } from "./action";

/** @param after attributes after which a new one belongs */
export function setsAttribute(path: string, value: string | number | boolean, after: readonly string[]): Action {
  return (finding, analysis) => {
    const code = literal(value);
    const changes = changesFor(finding, analysis, (view) =>
      select(view, path).map((selection) => ({ path, selected: path, selection, value: code })),
    );
    if (!changes) return [];
    const drafts = new Drafts(analysis);
    assign(
      drafts,
      changes.map(({ origin }) => ({ place: origin.place, value: code, after, shapeOf: () => "block" })),
    );
    const text = writeCode(code, "", { unit: "", eol: " " });
    const texts = [...new Set(changes.map((change) => `${nameOf(change)} = ${text}`))].join(", ");
    const elsewhere = changes.find(({ origin }) => origin.step)?.origin.place.path;
    const title: Message =
      elsewhere === undefined
        ? { key: "fix-set", args: [texts] }
        : { key: "fix-set-elsewhere", args: [texts, basename(elsewhere)] };
    return finished(drafts, title, "set", true);
  };
}
