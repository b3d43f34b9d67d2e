import type { Clock } from "../../_internal/clock.ts";
import type { Transport } from "../../_internal/transport.ts";
import type { Banner } from "../banner.ts";
import { AmiAuthenticationError, AmiConnectionError, AmiError, AmiProtocolError } from "../errors.ts";
import { toWireText } from "../wire_text.ts";
import type { Digest } from "./digest.ts";
import { toForm } from "./form.ts";

/** Where a manager is reached over HTTP, and as whom. */
export interface HttpRequestsOptions {
  /** The whole URL, as in `http://127.0.0.1:8088/rawman`. */
  readonly url: URL;
  readonly username: string;
  /** Answers challenges, at `/arawman`; without it the session is known by its cookie. */
  readonly digest: Digest | undefined;
  readonly fetch: Transport["fetch"];
  readonly clock: Clock;
}

/** How long Asterisk takes a nonce, in milliseconds, with what a clock of seconds makes of it. */
const nonceLife = 65_000;
/** How often in a row a request may be asked for a new answer to a challenge: others may overtake it. */
const maxChallenges = 10;
/** Most bytes in one body that comes. */
const maxBodyBytes = 268_435_456;

/** Requests of one manager session over HTTP; it tells when Asterisk has ended that. */
export class HttpRequests {
  /** What the server says of itself: itself and its version, not the protocol's. */
  readonly banner: Banner;
  readonly #options: HttpRequestsOptions;
  #cookie: string | undefined;
  #maxAge = 60;
  #nonceSince: number | undefined;

  private constructor(options: HttpRequestsOptions, first: Response) {
    this.#options = options;
    const [, product = "", version = ""] = /^([^/]*)\/?(.*)$/.exec(first.headers.get("server") ?? "") ?? [];
    this.banner = { product, version };
  }

  /** Looks whether a manager answers there; it sends no secret yet. */
  static async open(options: HttpRequestsOptions, signal: AbortSignal): Promise<HttpRequests> {
    const { url, username, digest } = options;
    // Challenges are given to everybody, without a word in the log of security; the digest's own comes by itself.
    const question = digest === undefined ? "?action=Challenge&authtype=MD5" : "";
    const response = await options.fetch(url.href + question, { signal, redirect: "manual" });
    const body = await readBody(response);
    const requests = new HttpRequests(options, response);
    if (digest !== undefined && response.status === 401) requests.#challenge(response);
    else if (response.status !== 200 || !body.startsWith("Response: ")) throw refusal(url, username, response);
    else requests.#checkCookie(response);
    return requests;
  }

  /** Whether requests must reach Asterisk in the order in which they are made. */
  get needsOrder(): boolean {
    return this.#options.digest !== undefined;
  }

  /** After how many seconds without a request Asterisk ends the session. */
  get maxAge(): number {
    return this.#maxAge;
  }

  /** Sends an action, and resolves with the body of the answer as wire text. */
  async post(action: string, signal: AbortSignal): Promise<string> {
    const { url, username, digest, fetch } = this.#options;
    for (let attempt = 0; attempt < maxChallenges; attempt++) {
      signal.throwIfAborted();
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        ...(this.#cookie !== undefined && { cookie: `mansession_id="${this.#cookie}"` }),
        ...(digest !== undefined && { authorization: digest.authorize("POST", url.pathname) }),
      };
      const { nonce } = digest ?? {};
      // deno-lint-ignore no-await-in-loop -- One attempt after the other.
      const response = await fetch(url.href, {
        method: "POST",
        body: toForm(action),
        headers,
        signal,
        redirect: "manual",
      });
      // deno-lint-ignore no-await-in-loop -- The same.
      const body = await readBody(response);
      if (response.status === 200) {
        if (digest === undefined) this.#checkCookie(response);
        else this.#checkNonce(nonce);
        return body;
      }
      if (digest === undefined || response.status !== 401) throw refusal(url, username, response);
      // Who was overtaken by another request that was challenged has a nonce that is none any more.
      if (nonce === digest.nonce) this.#challenge(response);
    }
    throw new AmiConnectionError(`Cannot go on: ${maxChallenges} challenges in a row`, { outcome: "not-sent" });
  }

  #challenge(response: Response): void {
    const { digest, username, clock } = this.#options;
    try {
      const header = response.headers.get("www-authenticate") ?? "";
      if (digest?.challenge(header) === "refused") throw new AmiAuthenticationError(username, "Unauthorized");
    } catch (cause) {
      if (cause instanceof AmiError) throw cause;
      throw new AmiProtocolError("Cannot log in over HTTP: the server sent no challenge", { cause });
    }
    this.#nonceSince = clock.now();
  }

  /** Asterisk makes a new session, with another cookie, for who comes with the cookie of one that it has ended. */
  #checkCookie(response: Response): void {
    const [, cookie, maxAge] = /mansession_id="([0-9a-f]+)"(?:.*?Max-Age=(\d+))?/i.exec(
      response.headers.get("set-cookie") ?? "",
    ) ?? [];
    if (cookie === undefined) throw new AmiProtocolError("Cannot go on: the server's answer is of no manager session");
    if (this.#cookie !== undefined && cookie !== this.#cookie) throw sessionEnded();
    this.#cookie = cookie;
    this.#maxAge = Number(maxAge ?? this.#maxAge);
  }

  /** Asterisk takes any nonce for a new session's when it does not know it; of a session that lives it does not take one so old. */
  #checkNonce(nonce: string | undefined): void {
    const since = nonce === this.#options.digest?.nonce ? this.#nonceSince : undefined;
    if (since !== undefined && this.#options.clock.now() - since > nonceLife) throw sessionEnded();
  }
}

function sessionEnded(): AmiConnectionError {
  return new AmiConnectionError("Cannot go on: Asterisk has ended the session", { outcome: "not-sent" });
}

function refusal(url: URL, username: string, response: Response): AmiError {
  const { status } = response;
  if (status === 401 || status === 403) return new AmiAuthenticationError(username, `HTTP status ${status}`);
  const hint = status === 404 ? `, as when "webenabled" of manager.conf is off, or "prefix" of http.conf another` : "";
  if (status >= 500) {
    return new AmiConnectionError(`Cannot go on: ${url.origin} answered HTTP status ${status}`, {
      outcome: "not-sent",
    });
  }
  return new AmiProtocolError(`Cannot speak with a manager at ${url.href}: it answered HTTP status ${status}${hint}`);
}

async function readBody(response: Response): Promise<string> {
  const parts: string[] = [];
  let size = 0;
  for await (const bytes of response.body ?? []) {
    size += bytes.length;
    if (size > maxBodyBytes) {
      throw new AmiProtocolError(`Cannot read an answer of more than ${size} bytes: the limit is ${maxBodyBytes}`);
    }
    parts.push(toWireText(bytes));
  }
  return parts.join("");
}
