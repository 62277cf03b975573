/** Every text the product shows, in English and German, looked up by key. One file for each room of the product. */
import { actionMessages } from "./actions";
import { ciMessages } from "./ci";
import { controlMessages } from "./control";
import { storeMessages } from "./control-stores";
import { fixCommandMessages } from "./fix-command";
import { fixMessages } from "./fixes";
import { hoverMessages } from "./hover";
import { keyMessages } from "./keys";
import { noCmkReasons } from "./no-cmk";
import { pageMessages } from "./pages";
import { projectFileMessages } from "./project-file";
import { reportMessages } from "./report";
import { scanMessages } from "./scan";
import { serverMessages } from "./server";
import { syntaxMessages } from "./syntax";
import { traceMessages } from "./trace";

export type { NoCmkReason } from "./no-cmk";

export type Language = "en" | "de";

/** A text in every language; `{0}`, `{1}` … stand for the arguments. */
export type Texts = Readonly<Record<Language, string>>;

const messages = {
  ...actionMessages,
  ...ciMessages,
  ...syntaxMessages,
  ...fixMessages,
  ...fixCommandMessages,
  ...controlMessages,
  ...storeMessages,
  ...noCmkReasons,
  ...traceMessages,
  ...hoverMessages,
  ...keyMessages,
  ...scanMessages,
  ...serverMessages,
  ...pageMessages,
  ...projectFileMessages,
  ...reportMessages,
} as const satisfies Record<string, Texts>;

export type MessageKey = keyof typeof messages;

/** A message before its language is chosen. */
export interface Message {
  readonly key: MessageKey;
  readonly args?: readonly (string | Message)[];
}

/** The message in the language, its arguments filled in. */
export function render(message: Message, language: Language): string {
  return fill(messages[message.key], message.args ?? [], language);
}

/** The text in the language with `{n}` replaced by the n-th argument; a missing argument leaves nothing behind. */
function fill(texts: Texts, args: readonly (string | Message)[], language: Language): string {
  return texts[language].replace(/\{(\d+)\}/g, (_, index: string) => {
    const arg = args[Number(index)];
    return arg === undefined ? "" : typeof arg === "string" ? arg : render(arg, language);
  });
}

/** The product's language for a locale such as `de-AT`; English where it has no other. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith("de") ? "de" : "en";
}
