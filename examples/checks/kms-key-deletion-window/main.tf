# How long KMS waits before it destroys a key: 7 days at least, 30 in production.

# fires: too short to notice a mistake
# The fix writes 30 days.
resource "aws_kms_key" "short" {
  description             = "Sessions"
  enable_key_rotation     = true
  deletion_window_in_days = 5
}

# fires: a recommendation, since the tag says production
resource "aws_kms_key" "production" {
  description             = "Orders"
  enable_key_rotation     = true
  deletion_window_in_days = 14

  tags = {
    environment = "production"
  }
}

# silent: KMS waits 30 days when nothing is said
resource "aws_kms_key" "long" {
  description         = "Documents"
  enable_key_rotation = true
}

# unverified
resource "aws_kms_key" "unknown" {
  description             = "Archive"
  enable_key_rotation     = true
  deletion_window_in_days = var.days
}

# Nobody sets it, so what it stands for cannot be known here.
variable "days" {
  type = number
}

resource "aws_kms_alias" "each" {
  for_each = {
    short      = aws_kms_key.short.key_id
    production = aws_kms_key.production.key_id
    long       = aws_kms_key.long.key_id
    unknown    = aws_kms_key.unknown.key_id
  }

  name          = "alias/window-${each.key}"
  target_key_id = each.value
}
