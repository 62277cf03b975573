import type { Message, Status } from "../../../../../shared/src";
import type { ResourceView } from "../../terraform";
import { absenceOf } from "../absence";
import { classifyKey, isSameResource, KEY_TYPES, type KeyVerdict } from "../keys";
import type { Check, CheckContext, Judgement } from "../types";

/** A key that people can tell from the others by its name. */
export const kmsKeyAlias: Check = {
  name: "kms-key-alias",
  requirement: "guidance",
  types: [...KEY_TYPES],
  docs: {
    title: { en: "Customer-managed keys have an alias", de: "Kundenverwaltete Schlüssel haben einen Alias" },
    why: {
      en: "In logs, in the console and in other people's code a key without an alias is a UUID. A telling alias such as `alias/prod-rds-cmk` says what a key protects before somebody disables or deletes it, and lets it be replaced without touching those who use it.",
      de: "In Protokollen, in der Konsole und in fremdem Code ist ein Schlüssel ohne Alias eine UUID. Ein sprechender Alias wie `alias/prod-rds-cmk` sagt, was ein Schlüssel schützt, bevor ihn jemand deaktiviert oder löscht, und erlaubt, ihn zu ersetzen, ohne seine Nutzer anzufassen.",
    },
    checks: {
      en: "Some `aws_kms_alias` that is applied together with the key has it as `target_key_id`, in this module or in one that calls it or is called. Where the target of an alias is unknown, a key without another alias is unverified. This is a recommendation.",
      de: "Ein `aws_kms_alias`, der zusammen mit dem Schlüssel angewendet wird, nennt ihn als `target_key_id`: in diesem Modul oder in einem, das es aufruft oder das es aufruft. Ist das Ziel eines Alias unbekannt, bleibt ein Schlüssel ohne anderen Alias ungeprüft. Dies ist eine Empfehlung.",
    },
    compliant: `resource "aws_kms_key" "rds" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "rds" {
  name          = "alias/prod-rds-cmk"
  target_key_id = aws_kms_key.rds.key_id
}`,
    nonCompliant: `resource "aws_kms_key" "rds" {
  enable_key_rotation = true
}`,
    remediation: {
      en: "Add an `aws_kms_alias` whose name says environment and purpose.",
      de: "Einen `aws_kms_alias` ergänzen, dessen Name Umgebung und Zweck nennt.",
    },
    references: [
      { title: "Aliases in AWS KMS", url: "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html" },
    ],
  },
  judge: (resource, context) => [judge(resource, context)],
};

function judge(key: ResourceView, context: CheckContext): Judgement {
  const { instance } = key.resource;
  const near = aliasOf(key, context.evaluator.resources(instance, "aws_kms_alias"), context);
  if (near && near.target.kind !== "unverified") return judgement(key, "pass", near.alias);
  const found = aliasOf(key, context.evaluator.resourcesBelowRoot(instance, "aws_kms_alias"), context);
  if (!found) return { ...judgement(key, "fail"), trace: absenceOf(key, "aws_kms_alias", context.evaluator) };
  if (found.target.kind !== "unverified") return judgement(key, "pass", found.alias);
  return judgement(key, "unverified", found.alias, found.target.reason);
}

interface Found {
  readonly alias: ResourceView;
  readonly target: KeyVerdict;
}

/** Aliases by the symbol of the key that they are for, and one of which that is not known. */
interface Aliases {
  readonly byKey: ReadonlyMap<string, readonly Found[]>;
  readonly open: Found | undefined;
}

/** The alias of the key; else one that may be. */
function aliasOf(key: ResourceView, aliases: readonly ResourceView[], context: CheckContext): Found | undefined {
  // Kept for the list, which is the same for every key of a module: many keys with many aliases stay cheap.
  const { byKey, open } = context.keep<Aliases>(
    aliases,
    "aliases",
    () => targetsOf(aliases, context),
    () => ({ byKey: new Map(), open: undefined }),
  );
  const named = byKey.get(key.resource.declaration.symbol) ?? [];
  return named.find(({ target }) => target.key && isSameResource(target.key, key)) ?? open;
}

function targetsOf(aliases: readonly ResourceView[], { evaluator }: CheckContext): Aliases {
  const byKey = new Map<string, Found[]>();
  let open: Found | undefined;
  for (const alias of aliases) {
    const target = classifyKey(alias.attribute("target_key_id")?.value, evaluator);
    if (target.kind === "unverified") open ??= { alias, target };
    const symbol = target.key?.resource.declaration.symbol;
    if (symbol === undefined) continue;
    const known = byKey.get(symbol);
    if (known) known.push({ alias, target });
    else byKey.set(symbol, [{ alias, target }]);
  }
  return { byKey, open };
}

function judgement(
  key: ResourceView,
  status: Exclude<Status, "not-applicable">,
  alias?: ResourceView,
  reason?: Message,
): Judgement {
  const args = [key.address, ...(alias ? [alias.address] : []), ...(reason ? [reason] : [])];
  return {
    property: "alias",
    status,
    attribute: "",
    at: key.header,
    trace: [],
    message: { key: `alias-${status}`, args },
    recommendation: true,
    tier: "guidance",
  };
}
