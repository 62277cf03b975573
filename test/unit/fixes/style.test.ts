/** How edits are written: where they go, how they align, and what they leave alone. */
import assert from "node:assert/strict";
import { expression, literal, object } from "../../../server/src/engine/fixes/code";
import { Draft } from "../../../server/src/engine/fixes/draft";
import { carriesOut, itemPath } from "../../../server/src/engine/fixes/intent";
import { applyEdits } from "../../../server/src/engine/fixes/text";
import { type Attribute, type Block, type File, parse } from "../../../server/src/engine/syntax";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { areFormatted } from "./terraform-fmt";

const { hcl } = createNodeHost();

type Edit = (draft: Draft, block: Block, file: File) => void;

interface Case {
  readonly name: string;
  readonly before: string;
  readonly edit: Edit;
  readonly after: string;
}

const encrypt: Edit = (draft, block) => {
  draft.set(block, "storage_encrypted", literal(true));
  draft.set(block, "kms_key_id", expression("aws_kms_key.main.arn"), ["storage_encrypted"]);
};

const rotate: Edit = (draft, block) => draft.set(block, "enable_key_rotation", literal(true), ["description"]);

const nest: Edit = (draft, block) =>
  draft.nest(block, {
    type: "root_block_device",
    body: [
      { name: "encrypted", value: literal(true) },
      { name: "kms_key_id", value: expression("aws_kms_key.main.arn") },
    ],
  });

const attribute = (block: Block, name: string): Attribute =>
  block.body.find((node): node is Attribute => node.kind === "attribute" && node.name === name)!;

const cases: readonly Case[] = [
  {
    name: "joins the group of a related attribute and its alignment",
    before: `resource "aws_db_instance" "app" {
  identifier        = "app"
  allocated_storage = 100
  username          = "app"
}
`,
    edit: encrypt,
    after: `resource "aws_db_instance" "app" {
  identifier        = "app"
  allocated_storage = 100
  storage_encrypted = true
  kms_key_id        = aws_kms_key.main.arn
  username          = "app"
}
`,
  },
  {
    name: "widens the group where the new name is the longest",
    before: `resource "aws_kms_key" "main" {
  description = "main"

  tags = {}
}
`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" {
  description         = "main"
  enable_key_rotation = true

  tags = {}
}
`,
  },
  {
    name: "moves comments at line ends along",
    before: `resource "aws_kms_key" "main" {
  description = "main" # what
  is_enabled  = true   # whether

  policy = var.policy # who
}
`,
    edit: (draft, block) => draft.set(block, "enable_key_rotation", literal(true), ["is_enabled"]),
    after: `resource "aws_kms_key" "main" {
  description         = "main" # what
  is_enabled          = true   # whether
  enable_key_rotation = true

  policy = var.policy # who
}
`,
  },
  {
    name: "aligns comments anew where a new line parts them, or a value grows",
    before: `resource "aws_kms_key" "main" {
  a                   = 1     # a
  enable_key_rotation = false # rotation
  description         = "m"   # description
  bb                  = 22222 # bb
}
`,
    edit: (draft, block) => {
      draft.set(block, "enable_key_rotation", literal(true));
      draft.set(block, "is_enabled", literal(true), ["description"]);
    },
    after: `resource "aws_kms_key" "main" {
  a                   = 1    # a
  enable_key_rotation = true # rotation
  description         = "m"  # description
  is_enabled          = true
  bb                  = 22222 # bb
}
`,
  },
  {
    name: "counts characters as a reader does",
    before: `resource "aws_kms_key" "main" {
  description = "🇩🇪 Schlüssel" # ä
  is_enabled  = true          # b
}
`,
    edit: (draft, block) => draft.set(block, "is_enabled", literal(false)),
    after: `resource "aws_kms_key" "main" {
  description = "🇩🇪 Schlüssel" # ä
  is_enabled  = false         # b
}
`,
  },
  {
    name: "leaves text that is not aligned as it is",
    before: `resource "aws_db_instance" "app" {
  identifier = "app"
  allocated_storage = 100
  db = "x"
}
`,
    edit: encrypt,
    after: `resource "aws_db_instance" "app" {
  identifier = "app"
  allocated_storage = 100
  storage_encrypted = true
  kms_key_id = aws_kms_key.main.arn
  db = "x"
}
`,
  },
  {
    name: "keeps a column that the lines of a group share",
    before: `resource "aws_db_instance" "app" {
  identifier              = "app"
  allocated_storage       = 100
}
`,
    edit: encrypt,
    after: `resource "aws_db_instance" "app" {
  identifier              = "app"
  allocated_storage       = 100
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.main.arn
}
`,
  },
  {
    name: "fills an empty block",
    before: `resource "aws_kms_key" "main" {}\n`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
`,
  },
  {
    name: "gives a block on one line a line for each attribute",
    before: `resource "aws_kms_key" "main" { description = "main" }\n`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" {
  description         = "main"
  enable_key_rotation = true
}
`,
  },
  {
    name: "replaces a value in a block on one line",
    before: `resource "aws_kms_key" "main" { enable_key_rotation = false }\n`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" { enable_key_rotation = true }\n`,
  },
  {
    name: "keeps a comment before the brace and comments in the body",
    before: `resource "aws_kms_key" "main" /* the key */ { # here
  # rotation is missing
}
`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" /* the key */ { # here
  # rotation is missing
  enable_key_rotation = true
}
`,
  },
  {
    name: "stands between no comment and its attribute",
    before: `resource "aws_db_instance" "app" {
  count = 1

  # Tags of the team.
  tags = {
    team = "data"
  }
}
`,
    edit: encrypt,
    after: `resource "aws_db_instance" "app" {
  count = 1

  storage_encrypted = true
  kms_key_id        = aws_kms_key.main.arn

  # Tags of the team.
  tags = {
    team = "data"
  }
}
`,
  },
  {
    name: "stands apart from what says how the block is used",
    before: `resource "aws_kms_key" "main" {
  for_each = var.keys
}
`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" {
  for_each = var.keys

  enable_key_rotation = true
}
`,
  },
  {
    name: "stands before nested blocks",
    before: `resource "aws_db_instance" "app" {
  lifecycle {
    prevent_destroy = true
  }
}
`,
    edit: encrypt,
    after: `resource "aws_db_instance" "app" {
  storage_encrypted = true
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}
`,
  },
  {
    name: "aligns across heredocs",
    before: `resource "aws_kms_key" "main" {
  description = "main"
  policy      = <<-EOT
    enable_key_rotation = false
  EOT
  is_enabled  = true
}
`,
    edit: (draft, block) => draft.set(block, "enable_key_rotation", literal(true), ["is_enabled"]),
    after: `resource "aws_kms_key" "main" {
  description         = "main"
  policy              = <<-EOT
    enable_key_rotation = false
  EOT
  is_enabled          = true
  enable_key_rotation = true
}
`,
  },
  {
    name: "replaces a heredoc",
    before: `resource "aws_kms_key" "main" {
  description = <<EOT
main
EOT
  is_enabled  = true
}
`,
    edit: (draft, block) => draft.set(block, "description", literal("main")),
    after: `resource "aws_kms_key" "main" {
  description = "main"
  is_enabled  = true
}
`,
  },
  {
    name: "keeps CRLF",
    before: `resource "aws_kms_key" "main" {\r\n  description = "main"\r\n}\r\n`,
    edit: rotate,
    after: `resource "aws_kms_key" "main" {\r\n  description         = "main"\r\n  enable_key_rotation = true\r\n}\r\n`,
  },
  {
    name: "keeps tabs",
    before: `resource "aws_instance" "web" {\n\tami = "x"\n}\n`,
    edit: nest,
    after: `resource "aws_instance" "web" {\n\tami = "x"\n\n\troot_block_device {\n\t\tencrypted  = true\n\t\tkms_key_id = aws_kms_key.main.arn\n\t}\n}\n`,
  },
  {
    name: "keeps a byte order mark and a missing line break at the end",
    before: `\uFEFFresource "aws_kms_key" "main" {\n}`,
    edit: (draft, block, file) => {
      rotate(draft, block, file);
      draft.comment(block.item, block.start, "# why");
    },
    after: `\uFEFF# why\nresource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}`,
  },
  {
    name: "puts a nested block behind the others, before those that close the body",
    before: `resource "aws_instance" "web" {
  ami = "x"

  network_interface {
    device_index = 0
  }
  lifecycle {}
  tags = {}
}
`,
    edit: nest,
    after: `resource "aws_instance" "web" {
  ami = "x"

  network_interface {
    device_index = 0
  }

  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.main.arn
  }

  lifecycle {}
  tags = {}
}
`,
  },
  {
    name: "puts attributes before a nested block that comes to the same place",
    before: `resource "aws_instance" "web" {
}
`,
    edit: (draft, block, file) => {
      nest(draft, block, file);
      draft.set(block, "ebs_optimized", literal(true));
    },
    after: `resource "aws_instance" "web" {
  ebs_optimized = true

  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.main.arn
  }
}
`,
  },
  {
    name: "adds entries to objects on one line and on several",
    before: `resource "aws_s3tables_table_bucket" "data" {
  one  = { sse_algorithm = "AES256" }
  none = {}
  json = {
    "sse_algorithm" : "AES256",
  }
  more = {
    a = 1, # one
    b = 2  # two
  }
}
`,
    edit: (draft, block) => {
      for (const name of ["one", "none", "json", "more"]) {
        draft.addEntry(attribute(block, name), [], "kms_key_arn", expression("aws_kms_key.main.arn"));
        draft.addEntry(attribute(block, name), [], "x", literal(1));
      }
      draft.replace(attribute(block, "one"), literal("aws:kms"), ["sse_algorithm"]);
    },
    after: `resource "aws_s3tables_table_bucket" "data" {
  one  = { sse_algorithm = "aws:kms", kms_key_arn = aws_kms_key.main.arn, x = 1 }
  none = { kms_key_arn = aws_kms_key.main.arn, x = 1 }
  json = {
    "sse_algorithm" : "AES256",
    "kms_key_arn" : aws_kms_key.main.arn,
    "x" : 1,
  }
  more = {
    a           = 1, # one
    b           = 2, # two
    kms_key_arn = aws_kms_key.main.arn,
    x           = 1,
  }
}
`,
  },
  {
    name: "edits inside jsonencode",
    before: `resource "aws_emr_security_configuration" "this" {
  configuration = jsonencode({
    AtRest = { On = false }
  })
}
`,
    edit: (draft, block) => {
      draft.replace(attribute(block, "configuration"), literal(true), ["AtRest", "On"]);
      draft.addEntry(attribute(block, "configuration"), [], "InTransit", object([["On", literal(true)]]));
    },
    after: `resource "aws_emr_security_configuration" "this" {
  configuration = jsonencode({
    AtRest = { On = true }
    InTransit = {
      On = true
    }
  })
}
`,
  },
  {
    name: "appends blocks behind an item, a blank line apart",
    before: `resource "aws_kms_key" "a" {
} # a
resource "aws_kms_key" "b" {
}
`,
    edit: (draft, block, file) => {
      draft.append([{ type: "locals", body: [] }], file.items[0]);
      draft.append([{ type: "data", labels: ["aws_region", "current"], body: [] }], block.item);
      draft.append([{ type: "locals", body: [{ name: "a", value: literal(1) }] }]);
    },
    after: `resource "aws_kms_key" "a" {
} # a

locals {}

data "aws_region" "current" {}

resource "aws_kms_key" "b" {
}

locals {
  a = 1
}
`,
  },
  {
    name: "removes an attribute with its line",
    before: `variable "key" {
  type    = string
  default = null # none
}
`,
    edit: (draft, block) => draft.remove(attribute(block, "default")),
    after: `variable "key" {
  type = string
}
`,
  },
  {
    name: "replaces a value of a variable file and its neighbours' alignment",
    before: `rotation = false # for now
a        = 1     # a
`,
    edit: (draft, _, file) => draft.replace(file.items[0]!.node as Attribute, literal(true)),
    after: `rotation = true # for now
a        = 1    # a
`,
  },
];

describe("style of edits", () => {
  for (const { name, before, edit, after } of cases) {
    it(name, async () => {
      const file = parse(before);
      const draft = new Draft(file);
      edit(draft, file.items[0]!.node as Block, file);
      const fix = draft.finish();
      assert.ok(fix);
      const text = applyEdits(before, fix.edits);
      assert.equal(text, after);
      assert.deepEqual(parse(text).errors, []);
      const prefix = (item: File["items"][number]) => itemPath(file.items, item);
      const [old, now] = [await hcl.parse("before.tf", before), await hcl.parse("after.tf", text)];
      assert.ok(carriesOut(old, now, fix.intents, prefix), "the JSON differs otherwise than intended");
    });
  }

  it("is that of terraform fmt", function () {
    this.timeout(60_000);
    const before = areFormatted(cases.map((each) => each.before));
    const after = areFormatted(cases.map((each) => each.after));
    if (!before || !after) return this.skip();
    const spoiled = cases.filter((_, index) => before[index] && !after[index]).map((each) => each.name);
    assert.deepEqual(spoiled, []);
    assert.ok(before.filter((clean) => clean).length > cases.length / 2);
  });

  it("refuses to edit what stands in the file no longer", () => {
    const old = parse('resource "aws_kms_key" "k" {}\n').items[0]!.node as Block;
    const draft = new Draft(parse('# moved\nresource "aws_kms_key" "k" {}\n'));
    draft.set(old, "enable_key_rotation", literal(true));
    assert.equal(draft.finish(), undefined);
  });

  it("refuses to overwrite an expression, and to edit what is broken", () => {
    for (const [text, edit] of [
      ['resource "aws_kms_key" "k" { enable_key_rotation = var.rotate }\n', rotate],
      [`resource "aws_kms_key" "k" { enable_key_rotation = "\${var.rotate}" }\n`, rotate],
      ['resource "aws_kms_key" "k" {\n  a = 1\n', rotate],
    ] as const) {
      const file = parse(text);
      const draft = new Draft(file);
      edit(draft, file.items[0]!.node as Block, file);
      assert.equal(draft.finish(), undefined, text);
    }
  });
});
