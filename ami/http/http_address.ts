import { systemClock } from "../../_internal/clock.ts";
import type { TimerWheel } from "../../_internal/timer_wheel.ts";
import type { Transport } from "../../_internal/transport.ts";
import type { ConnectOptions } from "../connect_options.ts";
import { Digest } from "./digest.ts";
import { maxFormBytes, toForm } from "./form.ts";
import { HttpConnection } from "./http_connection.ts";
import { toWireText } from "../wire_text.ts";

/** Where a manager is reached over HTTP. */
export interface HttpAddress {
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Opens a connection to it. */
  connect(signal: AbortSignal, world: { readonly wheel: TimerWheel; readonly prefix: string }): Promise<HttpConnection>;
}

/** Reads the address out of the options; throws `TypeError` for a URL that says too little or too much. */
export function httpAddressOf(text: string, options: ConnectOptions): HttpAddress {
  const { authentication = "md5", username, secret, tls, clock = systemClock, random = Math.random } = options;
  const base = parseUrl(text);
  const isSecure = base.protocol === "https:";
  for (const name of ["hostname", "port"] as const) {
    if (options[name] !== undefined) {
      throw new TypeError(`Cannot connect with "url" and "${name}": the former says both`);
    }
  }
  if (tls !== undefined && (typeof tls === "boolean" ? tls : true) !== isSecure) {
    throw new TypeError(`Cannot connect with "tls" to a URL of ${base.protocol.slice(0, -1)}: the URL says which`);
  }
  if (authentication === "digest" && /["\r\n]/.test(username)) {
    throw new TypeError("Cannot log in by digest as a user with a quote or a line end in its name");
  }
  const path = authentication === "digest" ? "arawman" : "rawman";
  const url = new URL(`${base.pathname.replace(/\/$/, "")}/${path}`, base);
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port) || (isSecure ? 443 : 80),
    isSecure,
    connect(signal, { wheel, prefix }) {
      const network = openNetwork(options);
      const digest = authentication === "digest" ? new Digest({ username, secret, random }) : undefined;
      return HttpConnection.open(
        { url, username, digest, fetch: network.fetch, clock, wheel, prefix, onClose: network.close },
        signal,
      );
    },
  };
}

/** Refuses, before it is sent, what does not go over HTTP. */
export function checkHttpAction(action: string, bytes: Uint8Array): void {
  if (action.toLowerCase() === "waitevent") {
    throw new TypeError(
      `Cannot send action "WaitEvent" over HTTP: the client waits for events itself, and would lose them`,
    );
  }
  const size = toForm(toWireText(bytes).slice(0, -4)).length;
  if (size > maxFormBytes) {
    throw new RangeError(`Cannot send action "${action}" over HTTP in ${size} bytes: the limit is ${maxFormBytes}`);
  }
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  // What is in the text may be a secret.
  if (url === null) throw new TypeError('Cannot connect: "url" is none');
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`Cannot connect to a URL of ${url.protocol.slice(0, -1)}: it must be http or https`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new TypeError('Cannot connect: "url" has more than a host, a port and a path');
  }
  return url;
}

/** An HTTP client of the connection's own, so that nothing of it is left: kept connections are closed before Asterisk does it, after 15 s. */
function openNetwork({ tls, transport }: ConnectOptions): { readonly fetch: Transport["fetch"]; close(): void } {
  if (transport?.fetch !== undefined) return { fetch: transport.fetch, close() {} };
  const caCerts = typeof tls === "object" ? [...tls.caCerts ?? []] : [];
  const client = Deno.createHttpClient({ caCerts, poolIdleTimeout: 10_000 });
  return { fetch: (url, init) => fetch(url, { ...init, client }), close: () => client.close() };
}
