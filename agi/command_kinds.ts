import type { ReplyKind } from "./reply_reader.ts";

/** Commands whose answer is a value, which may have several lines. */
const valueCommands: ReadonlySet<string> = new Set([
  "DATABASE GET",
  "GET FULL VARIABLE",
  "GET VARIABLE",
  "RECEIVE TEXT",
]);

/** Commands that Asterisk runs for a channel that was hung up; it answers 511 to all others. */
const deadCommands: ReadonlySet<string> = new Set([
  "ASYNCAGI BREAK",
  "DATABASE DEL",
  "DATABASE DELTREE",
  "DATABASE GET",
  "DATABASE PUT",
  "EXEC",
  "GET FULL VARIABLE",
  "GET VARIABLE",
  "NOOP",
  "SET VARIABLE",
  "SPEECH DESTROY",
  "SPEECH UNLOAD GRAMMAR",
  "VERBOSE",
]);

/** What the answer to a command may look like. */
export function replyKindOf(command: string): ReplyKind {
  const words = command.toUpperCase();
  if (words === "EXEC") return "exec";
  return valueCommands.has(words) ? "value" : "line";
}

/** The same of a whole line, whose command may be followed by arguments. */
export function replyKindOfLine(line: string): ReplyKind {
  const words = line.trim().toUpperCase().split(/[\t ]+/).map((word) => word.replaceAll('"', ""));
  if (words[0] === "EXEC") return "exec";
  return [2, 3].some((count) => valueCommands.has(words.slice(0, count).join(" "))) ? "value" : "line";
}

/** Whether Asterisk runs a command also when the channel was hung up. */
export function runsDead(command: string): boolean {
  return deadCommands.has(command.toUpperCase());
}
