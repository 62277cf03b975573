/** The evidence of a workspace that a test writes out. */
import { Analysis, type ControlSettings } from "../../../server/src/engine/control";
import { type Evidence, evidenceOf } from "../../../server/src/engine/report";
import type { WAIVER_FILES } from "../../../shared/src";
import { SETTINGS } from "../control/fixture";

/** One configuration file, `main.tf`, or several by their path; other files are there for `file()`. */
export type Files = string | Readonly<Record<string, string>>;

export const ROOT = "/workspace";

export interface Workspace {
  readonly settings?: Partial<ControlSettings>;
  readonly workspace?: string;
  readonly waiverFile?: { readonly name: (typeof WAIVER_FILES)[number]; readonly text: string };
}

/** The analysis of the files, which stand below {@link ROOT}, up to date. */
export function analysisOf(files: Files, { settings, waiverFile }: Workspace = {}): Analysis {
  const texts = new Map(Object.entries(typeof files === "string" ? { "main.tf": files } : files));
  const analysis = new Analysis({
    root: ROOT,
    settings: { ...SETTINGS, ...settings },
    readFile: (path) => texts.get(path.slice(ROOT.length + 1)),
    onProblem: ({ check, resource, error }) => {
      throw new Error(`${check} on ${resource}`, { cause: error });
    },
  });
  for (const [path, text] of texts) analysis.setText(`${ROOT}/${path}`, text);
  if (waiverFile) analysis.setWaiverFile({ path: `${ROOT}/${waiverFile.name}`, text: waiverFile.text });
  analysis.update();
  return analysis;
}

export function evidence(files: Files, { workspace = "shop", ...rest }: Workspace = {}): Evidence {
  return evidenceOf(analysisOf(files, rest), {
    version: "1.2.3",
    workspace,
    listed: () => true,
    name: (path) => path.slice(ROOT.length + 1) || ".",
    unreadable: [],
    waiverFile: rest.waiverFile && `${ROOT}/${rest.waiverFile.name}`,
  });
}

/** A key that passes every check that violates something. */
export function key(name: string, more = ""): string {
  return `
resource "aws_kms_key" "${name}" {
  enable_key_rotation = true
  ${more}
}

resource "aws_kms_alias" "${name}" {
  name          = "alias/${name}"
  target_key_id = aws_kms_key.${name}.key_id
}
`;
}

/** A trail that records the use of keys. */
export const TRAIL = `
resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "trail"
  kms_key_id     = aws_kms_key.trail.arn
}
${key("trail")}`;
