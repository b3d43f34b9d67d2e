/** SIP messages (RFC 3261), as much as a phone needs: a codec without sockets. */

export type SipHeaders = readonly (readonly [name: string, value: string])[];

export interface SipRequest {
  readonly kind: "request";
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export interface SipResponse {
  readonly kind: "response";
  readonly status: number;
  readonly reason: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

const COMPACT: Record<string, string> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  l: "content-length",
};

/** Parses one datagram. Undefined for what is not SIP: any program may send to a UDP port. */
export function parseSip(datagram: Uint8Array): SipMessage | undefined {
  const text = new TextDecoder().decode(datagram);
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  // A line that starts with a blank continues the one above.
  const [start = "", ...lines] = text.slice(0, end).replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  const body = text.slice(end + 4);
  const response = /^SIP\/2\.0 ([1-6][0-9]{2}) ?(.*)$/.exec(start);
  if (response) return { kind: "response", status: Number(response[1]), reason: response[2] ?? "", headers, body };
  const [, method, uri] = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(start) ?? [];
  if (method === undefined || uri === undefined) return undefined;
  return { kind: "request", method, uri, headers, body };
}

/** Formats a message, with the length of its body. */
export function formatSip(message: SipMessage): Uint8Array {
  const start = message.kind === "request"
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`);
  const length = new TextEncoder().encode(message.body).length;
  return new TextEncoder().encode([start, ...lines, `Content-Length: ${length}`, "", message.body].join("\r\n"));
}

/** Reads the first header of this name, long or compact, in any case. */
export function header(message: SipMessage, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.headers.find(([name]) => (COMPACT[name.toLowerCase()] ?? name.toLowerCase()) === wanted)?.[1];
}

/** Reads the method of the transaction that a message belongs to. */
export function transactionMethod(message: SipMessage): string | undefined {
  return header(message, "CSeq")?.split(/\s+/)[1];
}

/** Makes the response to a request: it repeats what says whose request it was (RFC 3261, 8.2.6.2). */
export function respond(
  request: SipRequest,
  status: number,
  reason: string,
  { headers = [], body = "" }: { headers?: SipHeaders; body?: string } = {},
): SipResponse {
  const repeated = request.headers.filter(([name]) => REPEATED.has(COMPACT[name.toLowerCase()] ?? name.toLowerCase()));
  return { kind: "response", status, reason, headers: [...repeated, ...headers], body };
}

const REPEATED = new Set(["via", "from", "to", "call-id", "cseq"]);

/** Reads the hangup cause (Q.850) out of the Reason headers (RFC 3326). */
export function hangupCause(message: SipMessage): number | undefined {
  for (const [name, value] of message.headers) {
    if (name.toLowerCase() !== "reason") continue;
    const cause = /^\s*Q\.850\s*;(?:.*;)?\s*cause\s*=\s*([0-9]+)/i.exec(value)?.[1];
    if (cause !== undefined) return Number(cause);
  }
  return undefined;
}

/** Where audio goes to, and the payload type of its digits. */
export interface MediaTarget {
  readonly hostname: string;
  readonly port: number;
  readonly digitType: number;
}

/** The payload type of telephone-event that we offer. */
const OFFERED_DIGIT_TYPE = 101;

/** Offers µ-law audio, and digits by RFC 4733, at a local port. */
export function formatSdp({ hostname, port }: { hostname: string; port: number }): string {
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${hostname}`,
    "s=-",
    `c=IN IP4 ${hostname}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP 0 ${OFFERED_DIGIT_TYPE}`,
    "a=rtpmap:0 PCMU/8000",
    `a=rtpmap:${OFFERED_DIGIT_TYPE} telephone-event/8000`,
    `a=fmtp:${OFFERED_DIGIT_TYPE} 0-15`,
    "a=ptime:20",
    "a=sendrecv",
    "",
  ].join("\r\n");
}

/** Reads where the other side wants its audio; undefined where it wants none. */
export function parseSdp(sdp: string): MediaTarget | undefined {
  const hostname = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
  const port = Number(/^m=audio ([0-9]+) /m.exec(sdp)?.[1] ?? 0);
  if (hostname === undefined || port === 0) return undefined;
  const digitType = Number(/^a=rtpmap:([0-9]+) telephone-event\/8000/m.exec(sdp)?.[1] ?? OFFERED_DIGIT_TYPE);
  return { hostname, port, digitType };
}
