# Recommendation: a key has an alias, so that people know it by name.

# fires
# The fix adds an aws_kms_alias with a name made from the key's.
resource "aws_kms_key" "nameless" {
  description         = "Documents"
  enable_key_rotation = true
}

# silent
resource "aws_kms_key" "named" {
  description         = "Orders"
  enable_key_rotation = true
}

resource "aws_kms_alias" "named" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.named.key_id
}
