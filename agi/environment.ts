/** The port that Asterisk connects to for `agi://` addresses that name none. */
export const defaultPort = 4573;

/** The variables that Asterisk sends before the first command, by name: `agi_channel`, `agi_callerid`, `agi_arg_1`. */
export type AgiEnvironment = Readonly<Record<string, string>>;

/**
 * Parses the block of `agi_*` lines that an AGI call begins with. It ends at the first empty line, or with the text. A name
 * ends at the first colon, so that values keep theirs; one space after the colon is not part of the value. Where a name
 * repeats, the last line wins.
 *
 * Throws {@linkcode SyntaxError} with the number of the line that is not a variable.
 *
 * ```ts
 * import { parseEnvironment } from "@asterism/asterisk/agi";
 *
 * parseEnvironment("agi_request: agi://127.0.0.1:4573/ask\nagi_callerid: 100\n\n"); // { agi_request: …, agi_callerid: "100" }
 * ```
 *
 * @param text The block, as received; lines may end in CR LF.
 * @returns A record without prototype, so that no name is special.
 */
export function parseEnvironment(text: string): AgiEnvironment {
  const environment: Record<string, string> = Object.create(null);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon < 0 || !line.startsWith("agi_")) {
      throw new SyntaxError(`Cannot parse AGI environment: line ${index + 1} is ${JSON.stringify(line.slice(0, 100))}`);
    }
    const value = line.slice(colon + 1);
    environment[line.slice(0, colon)] = value.startsWith(" ") ? value.slice(1) : value;
  }
  return environment;
}
