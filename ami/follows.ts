/** How an answer to a command begins up to Asterisk 13. */
export const followsLine = "Response: Follows";

/** How it ends, before a blank line; the command's text itself may have blank lines. */
export const followsEnd = "--END COMMAND--";

/** The headers that stand before the command's text, each once at most. */
const headers: readonly string[] = ["Response: ", "Privilege: ", "ActionID: ", "Message: "];

/**
 * Makes of an answer to a command, as sent up to Asterisk 13, what later ones send: a header `Output` for each line.
 *
 * @param wireText The message with the mark that ends it; the text stands after the headers as the command wrote it.
 * @returns The same with headers only.
 */
export function followsToOutput(wireText: string): string {
  const lines = wireText.slice(0, -followsEnd.length).split("\n");
  // A text that ends in a line feed has no line after it.
  if (lines.at(-1) === "") lines.pop();
  const expected = new Set(headers);
  let isText = false;
  const converted = lines.map((line) => {
    const plain = line.endsWith("\r") ? line.slice(0, -1) : line;
    isText ||= !expected.delete(plain.slice(0, plain.indexOf(": ") + 2));
    return isText ? `Output: ${plain}` : plain;
  });
  return converted.join("\r\n");
}
