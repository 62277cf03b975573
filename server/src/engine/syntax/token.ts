/** Every token of the HCL native syntax outside of templates, and what the scanner adds: line break, end, refuse. */
export enum Token {
  End = 0,
  Newline = 1,
  Identifier = 2,
  Number = 3,
  /** `"`, the start of a quoted template; its content is read by the template parser. */
  Quote = 4,
  /** `<<MARKER` or `<<-MARKER` with its line break. */
  Heredoc = 5,
  /** A character that is not of the language, already reported. */
  Invalid = 6,
  OpenBrace = 7,
  CloseBrace = 8,
  /** `~}` */
  StripCloseBrace = 9,
  OpenBracket = 10,
  CloseBracket = 11,
  OpenParenthesis = 12,
  CloseParenthesis = 13,
  Comma = 14,
  Dot = 15,
  Ellipsis = 16,
  Colon = 17,
  DoubleColon = 18,
  Question = 19,
  Equals = 20,
  Arrow = 21,
  Bang = 22,
  // Binary operators, in the order of BINARY_OPERATORS.
  Or = 23,
  And = 24,
  Equal = 25,
  NotEqual = 26,
  Less = 27,
  LessOrEqual = 28,
  Greater = 29,
  GreaterOrEqual = 30,
  Plus = 31,
  Minus = 32,
  Star = 33,
  Slash = 34,
  Percent = 35,
}
