/** Which controls of other frameworks WAF-SEC-030 serves, as the control itself states it. */

export interface FrameworkMapping {
  readonly framework: string;
  /** As the framework writes them: number and title. */
  readonly controls: readonly string[];
}

export const REGULATORY_MAPPING: readonly FrameworkMapping[] = [
  {
    framework: "ISO 27001:2022",
    controls: [
      "A.5.15 – Threat intelligence",
      "A.5.16 – Threat classification",
      "A.5.24 – Information security incident management",
      "A.5.25 – Assessment and decision on information security events",
      "A.5.26 – Response to information security incidents",
      "A.5.27 – Learning from information security incidents",
      "A.5.28 – Collection of evidence",
      "A.8.16 – Technology use identification and monitoring",
      "A.8.21 – Telecommunications and network security",
    ],
  },
  {
    framework: "ISO 27017",
    controls: ["CLD.5.1 – Information security in cloud services", "CLD.5.2 – Access control in cloud services"],
  },
  {
    framework: "ISO 27018",
    controls: ["A.2 – Purpose legitimacy and PII protection", "A.10 – Confidentiality and security of PII"],
  },
  {
    framework: "GDPR",
    controls: [
      "Art. 5(1)(c) – Data minimisation",
      "Art. 5(1)(f) – Integrity and confidentiality",
      "Art. 9 – Special categories of personal data",
      "Art. 25 – Data protection by design and by default",
      "Art. 32 – Security of processing",
    ],
  },
  {
    framework: "BSI C5:2020",
    controls: [
      "IDM-01 – Identity and access management policy",
      "IDM-02 – Role management",
      "IDM-03 – User lifecycle management",
      "COM-01 – Network and service security",
      "COM-02 – Cloud monitoring",
    ],
  },
  {
    framework: "EUCS (ENISA)",
    controls: [
      "IAM-01 – Identity and access management",
      "IAM-02 – Access rights management",
      "IAM-03 – Privileged access management",
    ],
  },
  {
    framework: "NIST SP 800-53",
    controls: [
      "AC-1 – Policy and procedures",
      "AC-2 – Account management",
      "AC-3 – Access enforcement",
      "AC-6 – Least privilege",
      "IA-2 – Identification and authentication",
      "SI-4 – Information system monitoring",
    ],
  },
  { framework: "FedRAMP", controls: ["AC-1, AC-2, AC-3, AC-6, IA-2 (Moderate/High baseline)"] },
  {
    framework: "HIPAA",
    controls: [
      "§ 164.308(a)(4) – Access management",
      "§ 164.312(a) – Access control",
      "§ 164.312(d) – Information system activity review",
    ],
  },
  {
    framework: "PCI DSS v4.0",
    controls: [
      "Req 7 – Restrict access to cardholder data",
      "Req 8 – Identify and authenticate access",
      "Req 8.3 – Non-service accounts",
    ],
  },
  {
    framework: "SOC 2 Type II",
    controls: [
      "CC6.1 – Logical access security software",
      "CC6.2 – Logical access security management",
      "CC6.6 – Secure configuration",
    ],
  },
  { framework: "CSRD", controls: ["ESRS E1 – Climate change", "ESRS G1 – Governance"] },
  {
    framework: "NIST CSF 2.0",
    controls: ["GV.AC – Identity management and access control", "DE.CM – Configuration management"],
  },
  {
    framework: "CIS Controls v8",
    controls: ["CIS 4 – Secure Configuration", "CIS 4.4 – Access control", "CIS 4.5 – Least privilege"],
  },
  { framework: "TISAX", controls: ["Information security – Access rights management"] },
  {
    framework: "ANSSI SecNumCloud",
    controls: ["Domain – Identity and access management", "Domain – Security monitoring"],
  },
  { framework: "BIO", controls: ["BIO – Identificatie en authenticatie", "BIO – Toegangsbeheer"] },
  { framework: "ENS High", controls: ["org.3 – Políticas de acceso", "op.exp.5 – Monitorización de la configuración"] },
  { framework: "UK NCSC CAF", controls: ["B1 – Access control", "B2 – Secure configuration"] },
  { framework: "CMMC 2.0", controls: ["AC.L2-3.1.1 – Access control policy", "AC.L2-3.5.1 – Access enforcement"] },
  { framework: "IRAP", controls: ["ISM – Identity and access management", "ISM – Access control"] },
  { framework: "CCCS PBMM", controls: ["AC-6 – Least privilege", "AC-7 – Unsuccessful logon attempts"] },
  { framework: "MAS TRM", controls: ["Ch.4 – Identity and access management", "Ch.8 – Security monitoring"] },
  { framework: "ISMAP", controls: ["Access control and identity management"] },
  { framework: "FISC", controls: ["Operational measures – Access control"] },
];
