/** What Deno says when a connection can't be made, and what that means here. */
const hints: readonly (readonly [said: RegExp, hint: string])[] = [
  [/InvalidContentType/, "there is no TLS at this port"],
  [/UnknownIssuer/, 'no authority that is trusted has signed its certificate, "tls" can name others in "caCerts"'],
  [/NotValidForName|not valid for name/, "its certificate is for another name"],
  [/CaUsedAsEndEntity/, "its certificate is that of an authority, which may not be a server's"],
  [/Expired|expired/, "its certificate is too old"],
  [/unexpected message from connection|invalid HTTP version/, "there is no HTTP at this port"],
];

/** What only means that at the beginning. */
const firstHints: typeof hints = [
  [/connection closed before message completed/, "the server says nothing here, as where it wants TLS"],
];

/** Says why the network failed, in Deno's words and, where they need it, in ours; `isFirst` is for attempts to connect. */
export function networkReason(cause: unknown, { isFirst = false }: { isFirst?: boolean } = {}): string {
  // fetch() tells why only in the cause of its error.
  const inner = cause instanceof TypeError && cause.cause instanceof Error ? cause.cause : cause;
  const said = inner instanceof Error ? inner.message : String(inner);
  const words = said.replace(/^error sending request .*?client error \(\w+\): /, "");
  const hint = [...hints, ...(isFirst ? firstHints : [])].find(([pattern]) => pattern.test(words))?.[1];
  return hint === undefined ? words : `${words}: ${hint}`;
}
