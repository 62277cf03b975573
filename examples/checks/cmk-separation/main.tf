# Recommendation: a key protects one kind of data of one environment.

# fires: databases and secrets share it
# There is no fix: which data moves to which key is a decision. Click the code lens above the key to see what it protects.
resource "aws_kms_key" "shared" {
  description         = "Everything of the shop"
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.shared.arn
  }
}

resource "aws_secretsmanager_secret" "orders" {
  name       = "orders"
  kms_key_id = aws_kms_key.shared.arn
}

# silent
resource "aws_kms_key" "topics" {
  description         = "Topics of the shop"
  enable_key_rotation = true
}

resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = aws_kms_key.topics.arn
}

# unverified: for the secret, it is this key or another
resource "aws_kms_key" "perhaps" {
  description         = "Queues of the shop"
  enable_key_rotation = true
}

resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = aws_kms_key.perhaps.arn
}

resource "aws_secretsmanager_secret" "token" {
  name       = "token"
  kms_key_id = var.own_key ? "alias/secrets" : aws_kms_key.perhaps.arn
}

# Nobody sets it, so what it stands for cannot be known here.
variable "own_key" {
  type = bool
}

resource "aws_kms_alias" "each" {
  for_each = {
    shared  = aws_kms_key.shared.key_id
    topics  = aws_kms_key.topics.key_id
    perhaps = aws_kms_key.perhaps.key_id
  }

  name          = "alias/shop-${each.key}"
  target_key_id = each.value
}
