# RDS instances and clusters: storage_encrypted and a customer-managed key.

# fires: neither encrypted nor with a key
# The fix writes storage_encrypted and kms_key_id. AWS cannot encrypt what is there already, so Terraform replaces the
# database; the title of the fix says so, and "fix all" leaves it alone.
resource "aws_db_instance" "bare" {
  identifier          = "bare"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 20
  username            = "app"
  password_wo         = "from-the-pipeline"
  password_wo_version = 1
}

# fires: encrypted, but with the key that AWS manages
resource "aws_rds_cluster" "managed_key" {
  cluster_identifier         = "managed-key"
  engine                     = "aurora-postgresql"
  storage_encrypted          = true
  master_username            = "app"
  master_password_wo         = "from-the-pipeline"
  master_password_wo_version = 1
}

# silent
resource "aws_db_instance" "good" {
  identifier          = "good"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 20
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.main.arn
  username            = "app"
  password_wo         = "from-the-pipeline"
  password_wo_version = 1
}

# unverified: the key comes from a variable that nobody sets
resource "aws_db_instance" "unknown" {
  identifier          = "unknown"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 20
  storage_encrypted   = true
  kms_key_id          = var.key
  username            = "app"
  password_wo         = "from-the-pipeline"
  password_wo_version = 1
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/databases"
  target_key_id = aws_kms_key.main.key_id
}

# Nobody sets it, so what it stands for cannot be known here.
variable "key" {
  type = string
}
