import { ConfigSyntaxError, type Dialplan, loadDialplan as readDialplan, parse } from "../../config/mod.ts";

/** How {@linkcode loadDialplan} reads. */
export interface LoadOptions {
  /** The name of the file, for messages. */
  readonly name?: string;
  /** What becomes of lines that Asterisk drops with no more than a word in its log. @default {"refuse"} */
  readonly droppedLines?: "refuse" | "drop";
}

/**
 * Reads the text of an `extensions.conf`. Lines that Asterisk drops throw a `ConfigSyntaxError` here unless told otherwise,
 * as they are mistakes and a test can say so.
 */
export function loadDialplan(text: string, options: LoadOptions = {}): Dialplan {
  const { name = "extensions.conf", droppedLines = "refuse" } = options;
  const file = parse(text, { name, strict: true });
  const { dialplan, diagnostics } = readDialplan(file);
  for (const { severity, message, file: place, start } of diagnostics) {
    if (droppedLines === "drop" || (severity !== "dropped" && severity !== "fatal")) continue;
    throw new ConfigSyntaxError(message, { file: place, line: start.line, column: start.column });
  }
  return dialplan;
}
