/** Why a store cannot take a customer-managed key: shown where its key is not applicable (ruling 17). */
export const noCmkReasons = {
  ami: {
    en: "An image's block device has no key argument; a new volume is encrypted with the account's default EBS key, one from a snapshot with the snapshot's key.",
    de: "Das Blockgerät eines Images hat kein Schlüsselargument; ein neues Volume wird mit dem EBS-Standardschlüssel des Kontos verschlüsselt, eines aus einem Snapshot mit dessen Schlüssel.",
  },
  "api-gateway-cache": {
    en: "API Gateway encrypts its response cache with a key of its own; no other key can be chosen.",
    de: "API Gateway verschlüsselt seinen Antwort-Cache mit einem eigenen Schlüssel; ein anderer ist nicht wählbar.",
  },
  "appsync-api-cache": {
    en: "AppSync encrypts its cache with a key of its own; no other key can be chosen.",
    de: "AppSync verschlüsselt seinen Cache mit einem eigenen Schlüssel; ein anderer ist nicht wählbar.",
  },
  dax: {
    en: "DAX encrypts with a key that AWS manages; it does not support customer-managed keys.",
    de: "DAX verschlüsselt mit einem von AWS verwalteten Schlüssel; kundenverwaltete Schlüssel unterstützt es nicht.",
  },
  "ebs-encryption-by-default": {
    en: "This resource only switches the default on; the key is named by aws_ebs_default_kms_key.",
    de: "Diese Ressource schaltet den Standard nur ein; den Schlüssel nennt aws_ebs_default_kms_key.",
  },
  "elasticache-cluster": {
    en: "A cache cluster of its own has no encryption at rest; it takes a replication group or a serverless cache to encrypt the data.",
    de: "Ein einzelner Cache-Cluster kennt keine Verschlüsselung ruhender Daten; dafür braucht es eine Replication Group oder einen Serverless-Cache.",
  },
  "fsx-lustre-scratch": {
    en: "A scratch file system of FSx for Lustre is always encrypted with a key of the service; only persistent ones take a customer-managed key.",
    de: "Ein Scratch-Dateisystem von FSx for Lustre wird immer mit einem Schlüssel des Dienstes verschlüsselt; nur persistente nehmen einen kundenverwalteten Schlüssel an.",
  },
  "glacier-vault": {
    en: "S3 Glacier encrypts vaults with keys of its own; S3 with a Glacier storage class takes a customer-managed key.",
    de: "S3 Glacier verschlüsselt Vaults mit eigenen Schlüsseln; S3 mit einer Glacier-Speicherklasse nimmt einen kundenverwalteten Schlüssel an.",
  },
  "global-cluster": {
    en: "A global cluster has no key argument; each member cluster names the key of its own Region.",
    de: "Ein globaler Cluster hat kein Schlüsselargument; jeder Mitgliedscluster nennt den Schlüssel seiner Region.",
  },
  "launch-configuration": {
    en: "A launch configuration has no key argument; the volume takes the snapshot's key or the account's default EBS key. A launch template can name a key.",
    de: "Eine Launch Configuration hat kein Schlüsselargument; das Volume übernimmt den Schlüssel des Snapshots oder den EBS-Standardschlüssel des Kontos. Ein Launch Template kann einen Schlüssel nennen.",
  },
  lightsail: {
    en: "Lightsail encrypts with keys that AWS manages; it does not support customer-managed keys.",
    de: "Lightsail verschlüsselt mit von AWS verwalteten Schlüsseln; kundenverwaltete Schlüssel unterstützt es nicht.",
  },
  "mq-rabbitmq": {
    en: "Amazon MQ takes encryption options for ActiveMQ brokers alone; RabbitMQ brokers are encrypted with a key of AWS's.",
    de: "Amazon MQ nimmt Verschlüsselungsoptionen nur für ActiveMQ-Broker an; RabbitMQ-Broker werden mit einem Schlüssel von AWS verschlüsselt.",
  },
  "msk-serverless": {
    en: "The provider has no key argument for MSK Serverless; the service encrypts with a key that AWS manages.",
    de: "Der Provider hat für MSK Serverless kein Schlüsselargument; der Dienst verschlüsselt mit einem von AWS verwalteten Schlüssel.",
  },
  "timestream-influxdb": {
    en: "The provider has no key argument for Timestream for InfluxDB; the service encrypts with a key of AWS's.",
    de: "Der Provider hat für Timestream for InfluxDB kein Schlüsselargument; der Dienst verschlüsselt mit einem Schlüssel von AWS.",
  },
} as const;

/** Names a reason in `noCmkReasons`. */
export type NoCmkReason = keyof typeof noCmkReasons;
