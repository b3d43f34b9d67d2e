import { unescapeValue } from "./c_escapes.ts";

/** A channel's variable, as a message tells of it. */
export interface ChannelVariable {
  /** Which of the message's channels: `""` for `Channel`, `Dest`, `Transferer` and so on for others. */
  readonly prefix: string;
  /** The channel's name, where the header has it: `ChanVariable(PJSIP/alice-00000001)`. */
  readonly channel?: string;
  /** The variable's name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** What has headers, as an `AmiMessage` has. */
export interface HeaderEntries {
  /** Name and value of each header, in order. */
  entries(): Iterable<readonly [name: string, value: string]>;
}

/**
 * Reads the `ChanVariable` headers of a message: those of its channel, those of others (`DestChanVariable`), and those that name the
 * channel in brackets. Asterisk sends the variables that `channelvars` in `manager.conf` lists, with each of a channel's events.
 *
 * Their values are taken as escaped, as Asterisk escapes them; those of the form with brackets are not.
 */
export function parseChannelVariables(message: HeaderEntries): ChannelVariable[] {
  const variables: ChannelVariable[] = [];
  for (const [header, text] of message.entries()) {
    const { prefix, channel } = /^(?<prefix>\w*?)ChanVariable(?:\((?<channel>.*)\))?$/i.exec(header)?.groups ?? {};
    if (prefix === undefined) continue;
    const { name, value } = splitVariable(text);
    variables.push(
      channel === undefined ? { prefix, name, value: unescapeValue(value) } : { prefix, channel, name, value },
    );
  }
  return variables;
}

/** Reads the `Variable` headers of a message, as `Status` has them: `NAME=value`, not escaped. */
export function parseVariables(message: HeaderEntries): Record<string, string> {
  const variables = new Map<string, string>();
  for (const [header, text] of message.entries()) {
    if (header.toLowerCase() !== "variable") continue;
    const { name, value } = splitVariable(text);
    variables.set(name, value);
  }
  return Object.fromEntries(variables);
}

/**
 * Writes variables as values of `Variable` headers, one for each, so that Asterisk sets them as they are: it takes off backslashes and
 * quotes, divides at commas, and divides name and value at the first `=` (manager.c, man_do_variable_value).
 *
 * What it can not be told throws {@linkcode TypeError}: a name that is empty, has `=` or begins with a blank. Values may be anything
 * that a header may be.
 *
 * ```ts
 * import { formatVariables } from "@asterism/asterisk/ami";
 *
 * formatVariables({ GREETING: 'say "hi", twice', "CALLERID(num)": "100" }); // ['GREETING=say \\"hi\\"\\, twice', "CALLERID(num)=100"]
 * ```
 *
 * @param variables Values by names; names may be functions, and begin with `_` or `__` to be inherited.
 * @returns Values for the header `Variable`, in the same order.
 */
export function formatVariables(variables: Readonly<Record<string, string | number | boolean>>): string[] {
  return Object.entries(variables).map(([name, value]) => {
    const problem = problemOf(name);
    if (problem !== undefined) throw new TypeError(`Cannot set variable ${JSON.stringify(name)}: its name ${problem}`);
    return `${escapeArgument(name)}=${escapeArgument(String(value))}`;
  });
}

function problemOf(name: string): string | undefined {
  if (name === "") return "is empty";
  if (name.includes("=")) return 'has "="';
  return name.charCodeAt(0) <= 0x20 ? "begins with a blank" : undefined;
}

function escapeArgument(text: string): string {
  return text.replace(/[\\",]/g, "\\$&");
}

function splitVariable(text: string): { name: string; value: string } {
  const equals = text.indexOf("=");
  return equals < 0 ? { name: text, value: "" } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
