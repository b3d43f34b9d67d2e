import { formatVariables } from "./variables.ts";

/** One header's value: a list is as many headers of the same name; an object, for `Variable`, is variables by name. */
export type ActionFieldValue =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[]
  | Readonly<Record<string, string | number | boolean>>
  | undefined;

/** The headers of an action, besides `Action` and `ActionID`. What is `undefined` is left out. */
export type ActionFields = Readonly<Record<string, ActionFieldValue>>;

/** The longest line, in bytes without its end: Asterisk takes a longer one for two messages, or for none. */
export const maxLineBytes = 1022;

/** The most lines of an action, with `Action` and `ActionID`: Asterisk answers more with an error that names no action. */
export const maxActionLines = 128;

/** The longest ActionID, in characters: some answers cut longer ones, along with the end of their line. */
export const maxActionIdLength = 100;

/** Headers whose values are variables, by name. */
const variableHeaders: ReadonlySet<string> = new Set(["variable"]);
const encoder = new TextEncoder();

/**
 * Makes the bytes of an action.
 *
 * What Asterisk would read as something else is refused before anything is sent: a {@linkcode TypeError} for line ends, NUL, blanks
 * that a value begins with (Asterisk drops them), half surrogates and names that are none; a {@linkcode RangeError} for what is too
 * long or too much. Both name the action and the header, and no value.
 *
 * ```ts
 * import { encodeAction } from "@asterism/asterisk/ami";
 *
 * encodeAction("Setvar", { Channel: "PJSIP/alice-00000001", Variable: "GREETING", Value: "hello" }, "c1-1");
 * encodeAction("Originate", { Channel: "PJSIP/alice", Application: "Wait", Async: true, Variable: { LANG: "en,de" } }, "c1-2");
 * ```
 *
 * @param name The action.
 * @param fields Its headers, in the order in which they are sent.
 * @param actionId What the answer is to repeat; without it the answer has none.
 * @returns The message, with the blank line that ends it.
 */
export function encodeAction(name: string, fields: ActionFields = {}, actionId?: string): Uint8Array<ArrayBuffer> {
  const lines = [headerLine(name, "Action", name)];
  if (name === "") throw new TypeError("Cannot send an action without a name");
  if (actionId !== undefined) lines.push(actionIdLine(name, actionId));
  for (const [header, value] of Object.entries(fields)) {
    checkName(name, header);
    for (const one of valuesOf(name, header, value)) lines.push(headerLine(name, header, one));
  }
  if (lines.length > maxActionLines) {
    throw new RangeError(`Cannot send action "${name}" with ${lines.length} lines: the limit is ${maxActionLines}`);
  }
  return encoder.encode(`${lines.join("\r\n")}\r\n\r\n`);
}

function actionIdLine(action: string, actionId: string): string {
  if (actionId === "") throw new TypeError(`${cannot(action, "ActionID")}: Asterisk does not repeat an empty one`);
  if (actionId.length > maxActionIdLength) {
    throw new RangeError(
      `${cannot(action, "ActionID")} of ${actionId.length} characters: the limit is ${maxActionIdLength}`,
    );
  }
  return headerLine(action, "ActionID", actionId);
}

function checkName(action: string, header: string): void {
  const lower = header.toLowerCase();
  if (lower === "action" || lower === "actionid") {
    throw new TypeError(`${cannot(action, header)} among the fields: it is an argument of its own`);
  }
  if (header === "") throw new TypeError(`${cannot(action, header)}: its name is empty`);
  // deno-lint-ignore no-control-regex -- Blanks and line ends are control characters.
  if (/[\x00-\x20:\x7f]/.test(header)) {
    throw new TypeError(`${cannot(action, header)}: its name has a colon, a blank or a control character`);
  }
  if (!header.isWellFormed()) throw new TypeError(`${cannot(action, header)}: its name has half a surrogate pair`);
}

/** The values that a field stands for, one for each line. */
function valuesOf(action: string, header: string, value: ActionFieldValue): string[] {
  if (value === undefined) return [];
  if (isList(value)) return value.map((one) => scalar(action, header, one));
  if (typeof value === "object" && value !== null) {
    if (variableHeaders.has(header.toLowerCase())) return formatVariables(value);
    throw new TypeError(`${cannot(action, header)}: only "Variable" takes an object of variables`);
  }
  return [scalar(action, header, value)];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function scalar(action: string, header: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number") {
    const type = value === null ? "null" : typeof value;
    throw new TypeError(`${cannot(action, header)}: a value is a string, a number or a boolean, not ${type}`);
  }
  const text = String(value);
  // 1e21, NaN and Infinity are no numbers to Asterisk.
  if (/^-?[\d.]+$/.test(text)) return text;
  throw new RangeError(`${cannot(action, header)}: Asterisk reads no number in ${text}`);
}

function headerLine(action: string, header: string, value: string): string {
  const at = value.search(/[\r\n\0]/);
  if (at >= 0) {
    const found = value[at] === "\0" ? "NUL" : value[at] === "\r" ? "a carriage return" : "a line feed";
    throw new TypeError(`${cannot(action, header)}: its value has ${found} at ${at}, which would end it`);
  }
  // deno-lint-ignore no-control-regex -- Asterisk takes control characters for blanks here.
  if (/^[\x01-\x20]/.test(value)) {
    throw new TypeError(`${cannot(action, header)}: Asterisk drops the blanks that its value begins with`);
  }
  if (!value.isWellFormed()) throw new TypeError(`${cannot(action, header)}: its value has half a surrogate pair`);
  const line = `${header}: ${value}`;
  const size = line.length > maxLineBytes / 3 ? encoder.encode(line).length : 0;
  if (size > maxLineBytes) {
    throw new RangeError(`${cannot(action, header)} in a line of ${size} bytes: the limit is ${maxLineBytes}`);
  }
  return line;
}

/** How errors begin; names that are none are quoted so that they can be read. */
function cannot(action: string, header: string): string {
  const shown = (name: string) => JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  return `Cannot send action ${shown(action)} with header ${shown(header)}`;
}
