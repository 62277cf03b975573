# Each resource here breaks WAF-SEC-030 in its own way. Open the file in the editor, or run
#   waf-sec-030 check examples/non-compliant

# Rotation is off by default.
resource "aws_kms_key" "app_data" {
  description = "CMK for application data"
}

resource "aws_kms_alias" "app_data" {
  name          = "alias/example-app-data"
  target_key_id = aws_kms_key.app_data.key_id
}

# Neither encrypted nor with a key of its own.
resource "aws_db_instance" "app" {
  identifier        = "app-prod-db"
  engine            = "postgres"
  instance_class    = "db.t3.medium"
  allocated_storage = 100
  username          = "app_user"
  password          = var.db_password
}

# Encrypted, but with the key that AWS manages.
resource "aws_rds_cluster" "reporting" {
  cluster_identifier = "reporting"
  engine             = "aurora-postgresql"
  storage_encrypted  = true
  kms_key_id         = data.aws_kms_alias.rds.target_key_arn
  master_username    = "reporting"
  master_password    = var.db_password
}

data "aws_kms_alias" "rds" {
  name = "alias/aws/rds"
}

variable "db_password" {
  type      = string
  sensitive = true
}
