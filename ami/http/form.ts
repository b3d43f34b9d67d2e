/** The longest body of a form that Asterisk reads, in bytes (http.c, `MAX_CONTENT_LENGTH`). */
export const maxFormBytes = 40_960;

/**
 * Makes of an action, as it is written to a connection, the body of a form that says the same.
 *
 * @param wireText The action's lines with one character for each byte, without the blank line that ends it.
 */
export function toForm(wireText: string): string {
  return wireText.split("\r\n").map((line) => {
    const colon = line.indexOf(": ");
    return `${percentEncode(line.slice(0, colon))}=${percentEncode(line.slice(colon + 2))}`;
  }).join("&");
}

function percentEncode(wireText: string): string {
  return wireText.replace(/[^A-Za-z0-9_.~-]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}
