# One module, two callers: production passes a key, development does not. The finding stands at the caller that causes it.

resource "aws_kms_key" "databases" {
  description             = "CMK for all databases"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "databases" {
  name          = "alias/example-databases"
  target_key_id = aws_kms_key.databases.key_id
}

module "production" {
  source = "./modules/database"

  name       = "orders-production"
  kms_key_id = aws_kms_key.databases.arn
}

module "development" {
  source = "./modules/database"

  name = "orders-development"
}
