/** What the environment says of the terminal, by the conventions that other tools keep. */

type Environment = Readonly<Record<string, string | undefined>>;

/** Colours on a terminal that shows them; `NO_COLOR` turns them off, `FORCE_COLOR` on anywhere (unless it is 0 or false). */
export function wantsColours(environment: Environment, isTerminal: boolean): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
}

/** Progress on a terminal that a person looks at: not where `CI` is set, nor where a line cannot be written over. */
export function wantsProgress(environment: Environment, isTerminal: boolean): boolean {
  return isTerminal && !isCi(environment) && environment["TERM"] !== "dumb";
}

/** What runs the check, in the words of `wafpass`. */
export function triggerIn(environment: Environment): string {
  if (environment["GITHUB_ACTIONS"]) return "github-actions";
  if (environment["GITLAB_CI"]) return "gitlab-ci";
  return isCi(environment) ? "ci" : "local";
}

function isCi(environment: Environment): boolean {
  return !["", "0", "false"].includes(environment["CI"] ?? "");
}
