/** The JSON schema of the project file, for the editors' completion: made from the facts of the settings and their descriptions. */
import fs from "node:fs";
import { checks } from "../server/src/engine/control";
import { type Language, PROJECT_SETTINGS, SETTING_FACTS, type Shape } from "../shared/src";

type Schema = Readonly<Record<string, unknown>>;

const TITLE = { en: "Project file of WAF-SEC-030", de: "Projektdatei von WAF-SEC-030" };

const ABOUT = {
  en: "What this folder, with all that is in it, tells the check of encryption at rest. Editor and command line read it alike.",
  de: "Was dieser Ordner mit allem, was darin liegt, der Prüfung der Verschlüsselung ruhender Daten vorgibt. Editor und Kommandozeile lesen sie gleichermaßen.",
};

/** A shape in the words of JSON Schema. */
export function schemaOf(shape: Shape): Schema {
  switch (shape.type) {
    case "object": {
      const { properties, additionalProperties } = shape;
      return {
        type: shape.type,
        properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, schemaOf(each)])),
        additionalProperties: additionalProperties ? schemaOf(additionalProperties) : false,
      };
    }
    default:
      return shape;
  }
}

/** The schema of the project file with descriptions in the language, as the text of its file. */
export function projectFileSchema(language: Language): string {
  const texts = descriptions(language);
  const properties = PROJECT_SETTINGS.map((name) => {
    const { shape, default: standard } = SETTING_FACTS[name];
    const description = inFile(texts[`settings.${name}`] ?? "");
    const schema = name === "checks" ? checksSchema(shape, language) : schemaOf(shape);
    return [name, { ...schema, ...described(shape, name, texts), ...inWords(description), default: standard }];
  });
  const schema: Schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: TITLE[language],
    description: ABOUT[language],
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** Offers the checks by their short names; their ids, and the names that the published control gives them, are as good. */
function checksSchema(shape: Shape, language: Language): Schema {
  const level = shape.type === "object" && shape.additionalProperties ? schemaOf(shape.additionalProperties) : {};
  const names = checks.flatMap((check) => [check.name, ...(check.aliases ?? [])]);
  return {
    type: "object",
    properties: Object.fromEntries(
      checks.map(({ name, docs }) => [name, { ...level, ...inWords(docs.title[language]) }]),
    ),
    patternProperties: { [`^(waf-sec-030\\.tf\\.aws\\.)?(${names.join("|")})$`]: level },
    additionalProperties: false,
  };
}

/** The descriptions of a setting's choices, named in the manifest by the choice. */
function described(shape: Shape, name: string, texts: Readonly<Record<string, string>>): Schema {
  if (shape.type !== "string" || !shape.enum) return {};
  const words = shape.enum.map((choice) => texts[`settings.${name}.${choice || "unstated"}`] ?? "");
  return { enumDescriptions: words.map(plain) };
}

/** As clients show it that read Markdown, and those that do not. */
function inWords(markdown: string): Schema {
  return { description: plain(markdown), markdownDescription: markdown };
}

function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, "");
}

/** A link to another setting is its name in the file. */
function inFile(text: string): string {
  return text.replace(/#wafSec030\.(\w+)#/g, "$1");
}

function descriptions(language: Language): Readonly<Record<string, string>> {
  const file = language === "en" ? "package.nls.json" : `package.nls.${language}.json`;
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
