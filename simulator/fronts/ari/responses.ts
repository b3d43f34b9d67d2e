import { reasonPhrase } from "./reason_phrases.ts";

/** What a {@linkcode Refusal} may say besides its message. */
export interface RefusalOptions {
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the connection is closed behind it. */
  readonly closes?: boolean;
}

/** An error answer on its way out of an operation. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly closes: boolean;

  /** Will be answered as `{"message":"…"}`. */
  constructor(status: number, message: string, options: RefusalOptions = {}) {
    const { headers = {}, closes = false } = options;
    super(message);
    this.status = status;
    this.headers = headers;
    this.closes = closes;
  }
}

/** An answer with a JSON body. */
export function jsonResponse(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    statusText: reasonPhrase(status, ""),
    headers: { ...headers, "Content-type": "application/json" },
  });
}

/** What Asterisk answers when it could not make something, for whatever reason. */
export function allocationFailed(): Response {
  return jsonResponse(500, { error: "Allocation failed" });
}

/** An answer with a file. */
export function binaryResponse(bytes: Uint8Array<ArrayBuffer>, contentType: string): Response {
  return new Response(bytes, { statusText: reasonPhrase(200, ""), headers: { "Content-type": contentType } });
}

/** An answer without a body. */
export function emptyResponse(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 204, statusText: reasonPhrase(204, ""), headers });
}

/** An answer without a body, to what will be done some time. */
export function acceptedResponse(): Response {
  return new Response(null, { status: 202, statusText: reasonPhrase(202, "") });
}

/** The answer that a refusal makes, of this operation when it got that far. */
export function refusalResponse(refusal: Refusal, operation?: string): Response {
  const { status, message, headers } = refusal;
  return new Response(JSON.stringify({ message }), {
    status,
    statusText: reasonPhrase(status, message, operation),
    headers: { ...headers, "Content-type": "application/json" },
  });
}
