variable "name" {
  type = string
}

variable "kms_key_id" {
  description = "ARN of the customer-managed key"
  type        = string
  default     = null
}

variable "encrypted" {
  type    = bool
  default = true
}

resource "aws_db_instance" "this" {
  identifier                  = var.name
  engine                      = "mysql"
  instance_class              = "db.t3.small"
  allocated_storage           = 20
  storage_encrypted           = var.encrypted
  kms_key_id                  = var.kms_key_id
  username                    = "orders"
  manage_master_user_password = false
  password_wo                 = "from-the-pipeline"
  password_wo_version         = 1
}
