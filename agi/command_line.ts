/** What an argument of a command may be: a list is digits, put together. */
export type AgiArgument = string | number | readonly (string | number)[];

/** Most words and arguments that Asterisk reads of one line (`MAX_ARGS` of res_agi.c, one of which ends the list). */
const maxArguments = 127;

/**
 * Makes the line of a command, without its end. Each argument is quoted, and `"` and `\` in it are escaped, so that Asterisk reads it as it is.
 *
 * Throws `TypeError`, naming the command and the argument's place but no value, for CR, LF and NUL, which would end the line or hide its end, and
 * `RangeError` for a line that is longer than Asterisk reads: it would run the rest as a command of its own.
 *
 * ```ts
 * import { formatCommand } from "@asterism/asterisk/agi";
 *
 * formatCommand("SET VARIABLE", ["GREETING", 'say "hi"']); // 'SET VARIABLE "GREETING" "say \\"hi\\""'
 * ```
 *
 * @param command The command's words.
 * @param args Its arguments; those from the first `undefined` on are left out.
 */
export function formatCommand(
  command: string,
  args: readonly (AgiArgument | undefined)[] = [],
  options: { maxLineBytes?: number } = {},
): string {
  let line = command;
  let count = command.split(" ").length;
  for (const [index, argument] of args.entries()) {
    if (argument === undefined) break;
    const text = Array.isArray(argument) ? argument.join("") : String(argument);
    if (forbidden.test(text)) {
      throw new TypeError(
        `Cannot send ${command}: argument ${index + 1} has a line end or NUL, which would end the command`,
      );
    }
    line += ` "${text.replace(/["\\]/g, "\\$&")}"`;
    count++;
  }
  if (count > maxArguments) {
    throw new RangeError(`Cannot send ${command} with ${count} words and arguments: Asterisk reads ${maxArguments}`);
  }
  return checkLine(line, options);
}

/** Checks a whole line that somebody else made. */
export function checkLine(line: string, options: { maxLineBytes?: number } = {}): string {
  const { maxLineBytes = defaultMaxLineBytes } = options;
  const word = line.split(" ", 1)[0] ?? "";
  if (forbidden.test(line)) {
    throw new TypeError(
      `Cannot send ${JSON.stringify(word.slice(0, 20))}: the line has a line end or NUL, which would end the command`,
    );
  }
  // Three bytes are the most that a character of a JavaScript string becomes.
  const bytes = line.length * 3 < maxLineBytes ? 0 : new TextEncoder().encode(line).length + 1;
  if (bytes > maxLineBytes) {
    throw new RangeError(`Cannot send ${word} in a line of ${bytes} bytes: this Asterisk reads ${maxLineBytes}`);
  }
  return line;
}

const forbidden = /[\r\n\0]/;

/** Longest line with its end that every Asterisk reads. */
export const defaultMaxLineBytes = 2_047;

/** The first releases that read lines of 8,191 bytes, by their major version. */
const longLines: ReadonlyMap<number, number> = new Map([[20, 16], [21, 11], [22, 6]]);

/** Longest line, with its end, that the Asterisk of this version reads (`AGI_BUF_LEN` of res_agi.c). */
export function maxLineBytesOf(version: string | undefined): number {
  const [, major = "", minor = ""] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  if (Number(major) >= 23) return 8_191;
  const since = longLines.get(Number(major));
  return since !== undefined && Number(minor) >= since ? 8_191 : defaultMaxLineBytes;
}
