import assert from "node:assert/strict";
import { join } from "node:path";
import { HoverRequest, type MarkupContent } from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf } from "./client";

const TEXT = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

variable "key" {
  default = "alias/aws/rds"
}

# waf-sec-030:ignore[rds-storage-encrypted] scratch_data for <tests>
resource "aws_db_instance" "waived" {
  storage_encrypted = false
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_db_instance" "bad" {
  storage_encrypted = true
  kms_key_id        = var.key
}
`;

describe("hover", () => {
  let client: Client;
  let main: string;

  async function start(locale: string): Promise<void> {
    const folder = createFolder({ "main.tf": TEXT });
    main = join(folder, "main.tf");
    client = await Client.start({ folders: [folder], locale });
    await client.ready();
    await client.open(main, TEXT);
  }

  /** What is shown with the pointer on the text, and what text it is about. */
  async function hover(on: string): Promise<{ value: string; about: string } | undefined> {
    const before = TEXT.slice(0, TEXT.indexOf(on));
    const line = before.split("\n").length - 1;
    const character = before.length - (before.lastIndexOf("\n") + 1);
    const answer = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf(main) },
      position: { line, character },
    });
    if (!answer?.range) return undefined;
    const lines = TEXT.split("\n");
    const about = lines[answer.range.start.line]!.slice(answer.range.start.character, answer.range.end.character);
    return { value: (answer.contents as MarkupContent).value, about };
  }

  afterEach(() => client.stop());

  it("tells verdict, chain, remedy and page of a violation", async () => {
    await start("en");
    const shown = await hover("kms_key_id        = var.key");
    assert.equal(shown?.about, "kms_key_id        = var.key");
    assert.match(
      shown.value,
      /^\*\*Violation\*\*: aws\\_db\\_instance\.bad is not encrypted with a customer-managed key/,
    );
    assert.match(shown.value, /- \[var\.key takes its default\]\(file:.*main\.tf#L6\)/);
    assert.match(shown.value, /\*\*Remedy\*\*: /);
    assert.match(shown.value, /replace the resource/);
    assert.match(shown.value, /GDPR \(Art\. 5\(1\)\(c\), /);
    assert.match(shown.value, /docs\/checks\/waf-sec-030\.tf\.aws\.rds-storage-encrypted\.md/);
  });

  it("tells what a key argument came to", async () => {
    await start("en");
    const shown = await hover("kms_key_id        = aws_kms_key.main.arn");
    assert.match(shown?.value ?? "", /^\*\*Fulfilled\*\*/);
    assert.match(shown?.value ?? "", /aws\\_kms\\_key\.main: customer-managed, rotates automatically/);
  });

  it("tells whose waiver it is, in German, without reading Markdown or HTML from it", async () => {
    await start("de-AT");
    const shown = await hover("storage_encrypted = false");
    assert.match(shown?.value ?? "", /^\*\*Ausgenommen\*\*/);
    assert.match(shown?.value ?? "", /scratch\\_data for \\<tests\\> \\\(Ausnahme im Kommentar\\\)/);
    assert.match(shown?.value ?? "", /docs\/checks\/de\//);
  });

  it("says nothing where nothing is judged", async () => {
    await start("en");
    assert.equal(await hover("default"), undefined);
  });
});
