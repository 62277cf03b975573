# The account's default for EBS volumes.

# fires: switches the default off
# The fix writes enabled = true.
resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

# silent
resource "aws_ebs_default_kms_key" "good" {
  key_arn = aws_kms_key.main.arn
}

# unverified
resource "aws_ebs_default_kms_key" "unknown" {
  key_arn = var.key
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/volumes-by-default"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "key" {
  type = string
}
