# The same resources as the control asks for them: nothing to report.

resource "aws_kms_key" "rds" {
  description             = "CMK for RDS encryption"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  tags = {
    owner       = "platform-team"
    environment = "production"
  }
}

resource "aws_kms_alias" "rds" {
  name          = "alias/example-prod-rds"
  target_key_id = aws_kms_key.rds.key_id
}

resource "aws_db_instance" "app" {
  identifier        = "app-prod-db"
  engine            = "postgres"
  instance_class    = "db.t3.medium"
  allocated_storage = 100
  storage_encrypted = true
  kms_key_id        = aws_kms_key.rds.arn
  username          = "app_user"
  password          = var.db_password
}

variable "db_password" {
  type      = string
  sensitive = true
}
