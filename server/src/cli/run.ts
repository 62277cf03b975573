import { type Message, render } from "../../../shared/src";
import { Unusable } from "../library/unusable";
import { check } from "./commands/check";
import { fix } from "./commands/fix";
import { lsp } from "./commands/lsp";
import { report } from "./commands/report";
import { languageIn, readArguments } from "./options";
import { CLEAN, type Terminal, UNUSABLE } from "./terminal";

/** Runs the command that the arguments name. @returns the exit code; undefined when the process is to go on */
export async function run(args: readonly string[], terminal: Terminal): Promise<number | undefined> {
  const language = languageIn(args);
  const say = (message: Message): string => `${render(message, language)}\n`;
  try {
    const command = readArguments(args);
    switch (command.name) {
      case "help":
        terminal.out(say({ key: "cli.usage" }));
        return CLEAN;
      case "version":
        terminal.out(`${terminal.version}\n`);
        return CLEAN;
      case "lsp":
        lsp();
        return undefined;
      case "check":
        return await check(command.options, language, terminal);
      case "fix":
        return await fix(command.options, language, terminal);
      case "report":
        return await report(command.options, language, terminal);
    }
  } catch (error) {
    const unusable = error instanceof Unusable;
    const reason = unusable ? error.reason : ({ key: "cli.internal", args: [String(error)] } as const);
    terminal.error(`waf-sec-030: ${say(reason)}`);
    if (unusable) terminal.error(say({ key: "cli.see-help" }));
    return UNUSABLE;
  }
}
