# Backups and snapshots are held to the standard of their source.

# fires: without a key, the vault uses the one that AWS manages
# The fix writes kms_key_arn; the vault is replaced.
resource "aws_backup_vault" "bare" {
  name = "bare"
}

# silent
resource "aws_backup_vault" "good" {
  name        = "good"
  kms_key_arn = aws_kms_key.main.arn
}

# silent: a snapshot is as well protected as its database
resource "aws_db_snapshot" "good" {
  db_instance_identifier = aws_db_instance.good.identifier
  db_snapshot_identifier = "good"
}

# unverified: the database is not in this workspace
resource "aws_db_snapshot" "elsewhere" {
  db_instance_identifier = "of-another-stack"
  db_snapshot_identifier = "elsewhere"
}

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

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/backups"
  target_key_id = aws_kms_key.main.key_id
}
