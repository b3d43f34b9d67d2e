import { createHash } from "node:crypto";

/** Who answers challenges. */
export interface DigestUser {
  readonly username: string;
  readonly secret: string;
  /** Numbers from 0 to 1. */
  readonly random: () => number;
}

/** Digest authentication as Asterisk speaks it (RFC 7616 with MD5); the nonce is also what Asterisk knows the session by. */
export class Digest {
  readonly #user: DigestUser;
  #realm = "";
  #nonce = "";
  #opaque: string | undefined;
  #hasQop = false;
  #count = 0;

  constructor(user: DigestUser) {
    this.#user = user;
  }

  /** The nonce of the last challenge; empty when there was none. */
  get nonce(): string {
    return this.#nonce;
  }

  /**
   * Takes a challenge, the value of `WWW-Authenticate`. `refused` when it comes again though it was answered, without the word that
   * the answer was only too old. Throws `SyntaxError` for what is no challenge that can be answered.
   */
  challenge(header: string): "answerable" | "refused" {
    const values = parseChallenge(header);
    const [realm, nonce] = [values.get("realm"), values.get("nonce")];
    const algorithm = values.get("algorithm") ?? "MD5";
    if (realm === undefined || !nonce || algorithm.toUpperCase() !== "MD5") {
      throw new SyntaxError("Cannot answer the challenge of the server: it asks for no digest with MD5");
    }
    const isRefused = this.#count > 0 && values.get("stale")?.toLowerCase() !== "true";
    this.#realm = realm;
    this.#nonce = nonce;
    this.#opaque = values.get("opaque");
    this.#hasQop = values.get("qop")?.split(",").some((word) => word.trim() === "auth") ?? false;
    this.#count = 0;
    return isRefused ? "refused" : "answerable";
  }

  /** The value of `Authorization` for the next request; each has a higher number, as Asterisk takes none twice. */
  authorize(method: string, uri: string): string {
    const { username, secret, random } = this.#user;
    const nc = (++this.#count).toString(16).padStart(8, "0");
    const cnonce = Math.floor(random() * 2 ** 48).toString(16).padStart(12, "0");
    const a1 = md5(`${username}:${this.#realm}:${secret}`);
    const a2 = md5(`${method}:${uri}`);
    const middle = this.#hasQop ? `${this.#nonce}:${nc}:${cnonce}:auth` : this.#nonce;
    const parts = [
      `username="${username.replaceAll("\\", "\\\\")}"`,
      `realm="${this.#realm}"`,
      `nonce="${this.#nonce}"`,
      `uri="${uri}"`,
      "algorithm=MD5",
      `response="${md5(`${a1}:${middle}:${a2}`)}"`,
      ...(this.#hasQop ? ["qop=auth", `nc=${nc}`, `cnonce="${cnonce}"`] : []),
      ...(this.#opaque === undefined ? [] : [`opaque="${this.#opaque}"`]),
    ];
    return `Digest ${parts.join(", ")}`;
  }
}

function parseChallenge(header: string): Map<string, string> {
  const [, rest = ""] = /^\s*Digest\s+(.*)$/is.exec(header) ?? [];
  const values = rest.matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s,"]*))/gi);
  return new Map(Array.from(values, ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
