/** The bytes that Asterisk has for the id of a channel (`AST_MAX_UNIQUEID`, without the end of the string). */
const maxLength = 151;

/** An id as Asterisk keeps it: what does not fit is cut off. */
export function cutChannelId(id: string): string {
  // No character has more than three bytes for each of its units.
  if (3 * id.length <= maxLength) return id;
  const { read } = new TextEncoder().encodeInto(id, new Uint8Array(maxLength));
  return id.slice(0, read);
}
