/** The application of a line, as written. */
export interface ApplicationText {
  /** Its name; blanks behind it belong to it, and make it one that no module has. */
  readonly application: string;
  /** The text between the first `(` and the last `)`. */
  readonly data: string;
  /** Whether it was written with parentheses. */
  readonly hasParentheses: boolean;
  /** Whether the `)` is missing; then all of the rest is data. */
  readonly isOpen: boolean;
  /** What stands behind the last `)`, which Asterisk drops. */
  readonly tail: string;
  /** Where the name begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Where the data begins in the text, in UTF-16 units. */
  readonly dataStart: number;
}

/**
 * Splits `APP(args)` as pbx_config.c does. A text with a variable or an expression before its first `(`, as that of a
 * hint for `DAHDI/${X}(y)`, is not split at all.
 */
export function parseApplication(text: string): ApplicationText {
  const application = skipBlanks(text);
  const start = text.length - application.length;
  const open = text.indexOf("(");
  const none = { data: "", isOpen: false, tail: "", start, dataStart: text.length };
  if (open < 0) return { application, hasParentheses: false, ...none };
  if (/\$[{[]/.test(text.slice(0, open))) return { application, hasParentheses: true, ...none };

  const rest = text.slice(open + 1);
  const close = rest.lastIndexOf(")");
  return {
    application: skipBlanks(text.slice(0, open)),
    data: close < 0 ? rest : rest.slice(0, close),
    hasParentheses: true,
    isOpen: close < 0,
    tail: close < 0 ? "" : rest.slice(close + 1),
    start,
    dataStart: open + 1,
  };
}

/** Takes Asterisk's blanks away at the start: the bytes 1 to 32 and nothing else. */
function skipBlanks(text: string): string {
  let start = 0;
  while (start < text.length && text.charCodeAt(start) <= 32) start++;
  return text.slice(start);
}
