/** Bytes to and from a server's port, for what `fetch` can neither send nor show. */

/**
 * Sends bytes over a connection of its own and resolves with everything that comes back until the server closes it. What
 * differs from run to run is replaced: `Date`, and the name of the server. `frames` are sent when the head of the first
 * response is there.
 */
export async function converse(
  url: string,
  request: string | Uint8Array,
  signal: AbortSignal,
  frames?: Uint8Array,
): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port), signal });
  const abort = () => connection.close();
  signal.addEventListener("abort", abort);
  try {
    const sent = send(connection, typeof request === "string" ? new TextEncoder().encode(request) : request);
    const head = frames === undefined ? "" : await receive(connection, (text) => text.endsWith("\r\n\r\n"));
    const sentFrames = frames === undefined ? undefined : send(connection, frames);
    const received = head + await receive(connection, () => false);
    await Promise.all([sent, sentFrames]);
    return normalize(received);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** A server that has said no does not read on. */
async function send(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) {
      // deno-lint-ignore no-await-in-loop -- Bytes go one after the other.
      at += await connection.write(bytes.subarray(at));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe) && !(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
}

async function receive(connection: Deno.TcpConn, isEnough: (text: string) => boolean): Promise<string> {
  const buffer = new Uint8Array(65_536);
  let text = "";
  while (!isEnough(text)) {
    // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
    const count = await connection.read(buffer).catch((error: unknown) => {
      if (error instanceof Deno.errors.ConnectionReset) return null;
      throw error;
    });
    if (count === null) return text;
    for (const byte of buffer.subarray(0, count)) text += String.fromCharCode(byte);
  }
  return text;
}

function normalize(text: string): string {
  return text
    .replace(/^Date: .*\r$/gm, "Date: *\r")
    .replace(/^Server: .*\r$/gm, "Server: *\r")
    .replace(/^<address>.*<\/address>\r$/gm, "<address>*</address>\r")
    // A page is as long as the server's name.
    .replace(/(Content-type: text\/html\r\nContent-Length: )\d+/g, "$1*");
}
