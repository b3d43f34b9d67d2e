/** The least that can be done with a file of lines: what reads it has to be measured against something. */
export function splitLines(bytes: Uint8Array): number {
  let length = 0;
  for (const line of new TextDecoder().decode(bytes).split("\n")) length += line.length;
  return length;
}
