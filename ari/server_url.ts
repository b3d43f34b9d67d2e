/** The addresses that follow from a server's URL. */
export interface ServerUrl {
  /** The URL itself, normalised, without a slash at its end. */
  readonly href: string;
  /** Where REST requests go: up to and including `/ari`. */
  readonly base: string;
  /** The same for WebSockets. */
  readonly webSocketBase: string;
}

/** Reads where Asterisk's HTTP server is; throws `TypeError` with what was given, unless that holds a password. */
export function parseServerUrl(text: string): ServerUrl {
  const url = URL.parse(text);
  // A URL that can't be read may hold a password all the same: nothing before an "@" is shown.
  const shown = text.replace(/^.*@/s, "…@");
  if (url === null) throw new TypeError(`Cannot connect to "${shown}": not a URL, expected http://host:8088`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`Cannot connect to "${shown}": expected http: or https:, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`Cannot connect to "${shown}": give user and password as options, not in the URL`);
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TypeError(`Cannot connect to "${url.origin}${url.pathname}…": expected no query and no fragment`);
  }
  const href = url.origin + url.pathname.replace(/\/+$/, "");
  const base = href.endsWith("/ari") ? href : `${href}/ari`;
  return { href, base, webSocketBase: base.replace(/^http/, "ws") };
}
