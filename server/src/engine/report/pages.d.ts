/** The documentation page of each check, made from the check itself. */
import { type Language } from "../../../../shared/src";
import { type Check } from "../control";
/** The page of a check as Markdown. */
export declare function checkPage(check: Check, language: Language): string;
/** The page that lists the checks; `pathOf` says where a check's page lies relative to it. */
export declare function checkIndex(all: readonly Check[], language: Language, pathOf: (check: Check) => string): string;
