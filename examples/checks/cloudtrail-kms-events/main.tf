# Recommendation: a trail records the use of keys.

# fires: leaves them out
# The fix removes exclude_management_event_sources.
resource "aws_cloudtrail" "without_keys" {
  name           = "without-keys"
  s3_bucket_name = "example-trail"
  kms_key_id     = aws_kms_key.main.arn

  event_selector {
    read_write_type                  = "All"
    exclude_management_event_sources = ["kms.amazonaws.com"]
  }
}

# silent: a trail that says nothing records them
resource "aws_cloudtrail" "good" {
  name           = "good"
  s3_bucket_name = "example-trail"
  kms_key_id     = aws_kms_key.main.arn
}

# unverified
resource "aws_cloudtrail" "unknown" {
  name           = "unknown"
  s3_bucket_name = "example-trail"
  kms_key_id     = aws_kms_key.main.arn

  event_selector {
    exclude_management_event_sources = var.excluded
  }
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/trails"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "excluded" {
  type = list(string)
}
