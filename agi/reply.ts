/** An answer of Asterisk to one command. */
export interface AgiReply {
  /** 200 for a command that was run, 510 for one that there is not, 511 for one that a dead channel can't run, 520 for wrong arguments, 503. */
  readonly code: number;
  /** What stands behind `result=`, as text: digits keep their leading zeros, and may be none. Empty where there is no `result=`. */
  readonly result: string;
  /** What stands in parentheses: the value of a variable, or a word such as `timeout`. */
  readonly data: string | undefined;
  /** What follows as `name=value`, such as `endpos`; quotes are taken off. */
  readonly extras: Readonly<Record<string, string>>;
  /** All that stands behind the code. Of 520 it is how the command is used, in several lines. */
  readonly text: string;
}

/**
 * Parses the first line of an answer, or the whole of an answer in one line.
 *
 * Throws `SyntaxError` for a line that is none.
 *
 * ```ts
 * import { parseReply } from "@asterism/asterisk/agi";
 *
 * parseReply("200 result=0012 (timeout)"); // { code: 200, result: "0012", data: "timeout", … }
 * parseReply("200 result=53 endpos=480").extras.endpos; // "480"
 * ```
 *
 * @param line The line, without its end; of a value, all of its lines.
 * @param options `isValue` says that all in parentheses is one value, which may hold parentheses of its own.
 */
export function parseReply(line: string, options: { isValue?: boolean } = {}): AgiReply {
  const { code, text } = /^(?<code>\d{3})(?:[ -](?<text>.*))?$/s.exec(line)?.groups ?? {};
  if (code === undefined) throw new SyntaxError(`Cannot parse an AGI answer: ${JSON.stringify(line.slice(0, 100))}`);
  return makeReply(Number(code), text ?? "", options.isValue ?? false);
}

/** Takes what follows the code apart. */
function makeReply(code: number, text: string, isValue: boolean): AgiReply {
  if (code !== 200 || !text.startsWith("result=")) return { code, result: "", data: undefined, extras: none, text };
  const space = text.indexOf(" ");
  const result = text.slice("result=".length, space < 0 ? text.length : space);
  const rest = space < 0 ? "" : text.slice(space + 1);
  if (rest === "") return { code, result, data: undefined, extras: none, text };
  if (!rest.startsWith("(")) return { code, result, data: undefined, extras: parseExtras(rest), text };
  // A word in parentheses may be followed by more; a value is all up to the last parenthesis, and may hold some.
  const word = isValue ? null : /^\((\w*)\) (?=\w+=)/.exec(rest);
  if (word !== null) return { code, result, data: word[1], extras: parseExtras(rest.slice(word[0].length)), text };
  const end = rest.endsWith(")") ? rest.length - 1 : rest.length;
  return { code, result, data: rest.slice(1, end), extras: none, text };
}

const none: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** Parses `endpos=0 results=1 text0="a b"`; words without a value are left out, as in "Gosub complete". */
function parseExtras(text: string): Readonly<Record<string, string>> {
  const extras: Record<string, string> = Object.create(null);
  for (const [, name = "", quoted, plain] of text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S*))/g)) {
    extras[name] = quoted ?? plain ?? "";
  }
  return extras;
}
