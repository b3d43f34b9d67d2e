/** The words of an expression, as the scanner of `$[…]` (ast_expr2.fl) sees them. */

/** What a token can be; a `word` is a number, a text or a quoted text. */
export type TokenKind = "word" | "end" | BinaryOperator | "!" | "?" | "::" | "(" | ")" | ",";

/** The operators with two operands; `||`, `&&` and `==` are read as `|`, `&` and `=`. */
export type BinaryOperator =
  | "|"
  | "&"
  | "="
  | "!="
  | ">"
  | "<"
  | ">="
  | "<="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | ":"
  | "=~"
  | "~~";

/** One token. Offsets are bytes. */
export interface ExpressionToken {
  readonly kind: TokenKind;
  /** What it stands for, with its quotes. */
  readonly text: string;
  /** Whether it is a number for Asterisk: digits, and perhaps a point and more digits. */
  readonly isNumeric: boolean;
  readonly start: number;
  readonly end: number;
}

/** Splits an expression, one character for each byte, into tokens; the last one is the end. */
export function tokenize(text: string): ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    if (token === "end") break;
    if (token !== undefined) tokens.push(token);
    // Asterisk prints what it does not know to its standard output, and goes on as if it were not there.
    at = token?.end ?? at + 1;
  }
  tokens.push({ kind: "end", text: "", isNumeric: false, start: text.length, end: text.length });
  return tokens;
}

const operators: Readonly<Record<string, TokenKind>> = Object.fromEntries(
  ["|", "&", "=", "!=", ">", "<", ">=", "<=", "+", "-", "*", "/", "%", "!", ":", "=~", "~~", "?", "::", "(", ")", ","]
    .map((operator) => [operator, operator]).concat([["||", "|"], ["&&", "&"], ["==", "="]]),
);

const quoted = /"[^"]*"/y;
const numeric = /\d+(?:\.\d+)?/y;
const word = /(?:[A-Za-z0-9.';\\_^#@\x80-\xff]|\$[^{])+/y;
const tail = /[^\t\r \n$():?%/+=*<>!|&-]*/y;

/** The token that begins here; `undefined` where none does, and "end" where it swallows all the rest. */
function tokenAt(text: string, start: number): ExpressionToken | "end" | undefined {
  for (const sign of [text.slice(start, start + 2), text.charAt(start)]) {
    const kind = operators[sign];
    if (kind !== undefined) return { kind, text: sign, isNumeric: false, start, end: start + sign.length };
  }
  const wordEnd = match(word, text, start);
  // A value may hold "${", as values are not substituted again.
  if (text.startsWith("${", wordEnd)) return variableToken(text, start, wordEnd + 2);
  const numberEnd = match(numeric, text, start);
  const end = Math.max(wordEnd, numberEnd, match(quoted, text, start));
  if (end === start) return undefined;
  return { kind: "word", text: text.slice(start, end), isNumeric: end === numberEnd, start, end };
}

/** A token with `${…}` in it, from the place after its `${` on. */
function variableToken(text: string, start: number, from: number): ExpressionToken | "end" {
  let [depth, at] = [0, from];
  for (;;) {
    const brace = /[{}]/g;
    brace.lastIndex = at;
    const found = brace.exec(text);
    if (found === null) return "end";
    at = found.index + 1;
    depth += found[0] === "{" ? 1 : -1;
    if (depth >= 0) continue;
    const end = match(tail, text, at);
    if (text.startsWith("${", end)) {
      [depth, at] = [0, end + 2];
      continue;
    }
    // Asterisk puts the next operator back into its buffer before it copies the token, which then reaches to the end.
    const isOverrun = end === at && end < text.length;
    return { kind: "word", text: text.slice(start, isOverrun ? text.length : end), isNumeric: false, start, end };
  }
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
