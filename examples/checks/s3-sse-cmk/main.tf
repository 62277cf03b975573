# SSE-KMS with a customer-managed key on buckets. Without a configuration, S3 encrypts with a key that AWS owns.

# fires: no configuration at all
# The fix adds an aws_s3_bucket_server_side_encryption_configuration with the key and a bucket key.
resource "aws_s3_bucket" "bare" {
  bucket = "example-bare"
}

# silent
resource "aws_s3_bucket" "good" {
  bucket = "example-good"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "good" {
  bucket = aws_s3_bucket.good.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket" "unknown" {
  bucket = "example-unknown"
}

# unverified
resource "aws_s3_bucket_server_side_encryption_configuration" "unknown" {
  bucket = aws_s3_bucket.unknown.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/buckets"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "key" {
  type = string
}
