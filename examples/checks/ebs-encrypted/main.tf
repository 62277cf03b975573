# EBS volumes and the block devices of instances and launch templates.

# fires: says that it is not encrypted
# The fix writes encrypted and kms_key_id; the volume is replaced.
resource "aws_ebs_volume" "open" {
  availability_zone = "eu-central-1a"
  size              = 20
  encrypted         = false
}

# silent
resource "aws_ebs_volume" "good" {
  availability_zone = "eu-central-1a"
  size              = 20
  encrypted         = true
  kms_key_id        = aws_kms_key.main.arn
}

# fires: says nothing, and nothing here says what the account does by default
# Where the account does encrypt by default, the setting wafSec030.ebsDefault says so, and the volume is silent.
resource "aws_ebs_volume" "by_default" {
  availability_zone = "eu-central-1a"
  size              = 20
}

# unverified
resource "aws_ebs_volume" "unknown" {
  availability_zone = "eu-central-1a"
  size              = 20
  encrypted         = var.encrypted
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/volumes"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "encrypted" {
  type = bool
}
