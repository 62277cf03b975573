# A customer-managed key on every other data store: DynamoDB, EFS, SQS, SNS, logs, secrets, and many more.

# fires: encrypted with a key that AWS owns
# The fix writes the block server_side_encryption with the key.
resource "aws_dynamodb_table" "bare" {
  name         = "bare"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

# fires: the alias leads to the key that AWS manages
resource "aws_sqs_queue" "managed_key" {
  name              = "managed-key"
  kms_master_key_id = "alias/aws/sqs"
}

# silent
resource "aws_efs_file_system" "good" {
  encrypted  = true
  kms_key_id = aws_kms_key.main.arn
}

# unverified
resource "aws_efs_file_system" "unknown" {
  encrypted  = true
  kms_key_id = var.key
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/stores"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "key" {
  type = string
}
