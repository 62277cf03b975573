# Automatic rotation of every key that can rotate.

# fires: off unless it is switched on
# The fix writes enable_key_rotation = true.
resource "aws_kms_key" "static" {
  description = "Documents of the shop"
}

# silent
resource "aws_kms_key" "rotates" {
  description         = "Orders of the shop"
  enable_key_rotation = true
}

# silent: an asymmetric key cannot rotate
resource "aws_kms_key" "signs" {
  description              = "Signs the invoices"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}

# unverified
resource "aws_kms_key" "unknown" {
  description         = "Archive of the shop"
  enable_key_rotation = var.rotate
}

# Nobody sets it, so what it stands for cannot be known here.
variable "rotate" {
  type = bool
}

resource "aws_kms_alias" "each" {
  for_each = {
    static  = aws_kms_key.static.key_id
    rotates = aws_kms_key.rotates.key_id
    signs   = aws_kms_key.signs.key_id
    unknown = aws_kms_key.unknown.key_id
  }

  name          = "alias/rotation-${each.key}"
  target_key_id = each.value
}
