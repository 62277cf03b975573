/** What is wrong with the text of a file. The keys are the codes of the parser's errors. */
export const syntaxMessages = {
  "unexpected-character": {
    en: "The character {0} has no meaning here.",
    de: "Das Zeichen {0} hat hier keine Bedeutung.",
  },
  "wrong-quotes": {
    en: 'Strings are enclosed in straight double quotes ("), not in {0}.',
    de: 'Zeichenketten stehen in geraden doppelten Anführungszeichen ("), nicht in {0}.',
  },
  "unterminated-string": {
    en: 'The closing quote (") of the string is missing on this line.',
    de: 'Das schließende Anführungszeichen (") der Zeichenkette fehlt in dieser Zeile.',
  },
  "unterminated-heredoc": {
    en: "The heredoc has no end: a line with nothing but {0} is missing.",
    de: "Das Heredoc hat kein Ende: Eine Zeile, in der nur {0} steht, fehlt.",
  },
  "unterminated-comment": {
    en: "The end of the comment (*/) is missing.",
    de: "Das Ende des Kommentars (*/) fehlt.",
  },
  "unterminated-template": {
    en: "The closing brace of the interpolation is missing. To write the characters themselves, double the first one, as in $${.",
    de: "Die schließende Klammer der Interpolation fehlt. Sind die Zeichen selbst gemeint, wird das erste verdoppelt, wie in $${.",
  },
  "invalid-escape": {
    en: 'There is no escape sequence {0}. There are \\n, \\r, \\t, \\", \\\\, \\uXXXX and \\UXXXXXXXX.',
    de: 'Die Escape-Sequenz {0} gibt es nicht. Es gibt \\n, \\r, \\t, \\", \\\\, \\uXXXX und \\UXXXXXXXX.',
  },
  "invalid-number": {
    en: "{0} is not a number.",
    de: "{0} ist keine Zahl.",
  },
  "expected-expression": {
    en: "A value is missing here.",
    de: "Hier fehlt ein Wert.",
  },
  "expected-item": {
    en: "An argument or a block is expected here, not “{0}”.",
    de: "Hier wird ein Argument oder ein Block erwartet, nicht „{0}“.",
  },
  "expected-equals-or-block": {
    en: "{0} is incomplete: an argument needs = and a value, a block needs an opening brace.",
    de: "{0} ist unvollständig: Ein Argument braucht = und einen Wert, ein Block eine öffnende Klammer.",
  },
  "expected-newline": {
    en: "A new line is expected here.",
    de: "Hier wird eine neue Zeile erwartet.",
  },
  "expected-token": {
    en: "“{0}” is missing here.",
    de: "Hier fehlt „{0}“.",
  },
  "expected-name": {
    en: "A name is missing here.",
    de: "Hier fehlt ein Name.",
  },
  "missing-close-brace": {
    en: "The closing brace of the block {0} is missing.",
    de: "Die schließende Klammer des Blocks {0} fehlt.",
  },
  "unexpected-close-brace": {
    en: "This closing brace closes nothing.",
    de: "Diese schließende Klammer schließt nichts.",
  },
  "duplicate-attribute": {
    en: "The argument {0} is set twice.",
    de: "Das Argument {0} ist doppelt gesetzt.",
  },
  "invalid-label": {
    en: "The label of a block is fixed text; it cannot contain an interpolation.",
    de: "Das Label eines Blocks ist fester Text; es kann keine Interpolation enthalten.",
  },
  "invalid-template-directive": {
    en: "The template directive {0} is not valid here. There are if, else, endif, for and endfor, and each if and for needs its end.",
    de: "Die Template-Direktive {0} ist hier nicht gültig. Es gibt if, else, endif, for und endfor, und jedes if und for braucht sein Ende.",
  },
  "too-deep": {
    en: "This is nested too deeply to be read.",
    de: "Dies ist zu tief verschachtelt, um gelesen zu werden.",
  },
} as const;
