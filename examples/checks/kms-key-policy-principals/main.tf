# No key policy lets everyone in.

# fires: under the principal itself, here inside jsonencode
# The fix restricts it to this account, where IAM policies decide, and adds the data source that names the account.
resource "aws_kms_key" "open" {
  description         = "Shared with everyone"
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

# silent: the account's own root, the default of KMS
resource "aws_kms_key" "closed" {
  description         = "Shared with this account"
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

# unverified
resource "aws_kms_key" "unknown" {
  description         = "Shared with whom the caller names"
  enable_key_rotation = true
  policy              = var.policy
}

# Nobody sets it, so what it stands for cannot be known here.
variable "policy" {
  type = string
}

resource "aws_kms_alias" "each" {
  for_each = {
    open    = aws_kms_key.open.key_id
    closed  = aws_kms_key.closed.key_id
    unknown = aws_kms_key.unknown.key_id
  }

  name          = "alias/policy-${each.key}"
  target_key_id = each.value
}
