/** What Asterisk writes behind a backslash, and for what (utils.c, ast_escape_c). */
const escapes: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/**
 * Takes back how Asterisk escapes some values: control characters as in C (`\n`), and backslashes, quotes and question marks with a
 * backslash before them.
 *
 * Which values are escaped can't be seen from them: `CallerIDName`, `ConnectedLineName`, `ChanVariable` and, in `VarSet`, `Value` are;
 * `Presencestate` texts too. Elsewhere a backslash is a backslash, and values have line ends as they are.
 *
 * ```ts
 * import { unescapeValue } from "@asterism/asterisk/ami";
 *
 * unescapeValue(String.raw`say \"hi\"\r\n`); // 'say "hi"\r\n'
 * ```
 *
 * @param value A value that Asterisk has escaped.
 * @returns What it stands for; a backslash before anything else stays.
 */
export function unescapeValue(value: string): string {
  return value.includes("\\")
    ? value.replace(/\\([abfnrtv\\'"?])/g, (_, character: string) => escapes.get(character) ?? character)
    : value;
}
