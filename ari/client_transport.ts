import { systemTransport, type Transport, type WebSocketOptions } from "../_internal/transport.ts";

/** How a client reaches its server. */
export interface ClientTransportOptions {
  /** Ways into the network; what is not given is Deno's own. */
  readonly transport?: Partial<Transport>;
  /** Certificates to trust besides the usual ones, in PEM; for Deno's own ways only. */
  readonly caCerts?: readonly string[];
  /** Headers of every request and handshake. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The ways into the network that a client has, and what is to be closed after it. */
export interface ClientTransport extends Disposable {
  readonly transport: Transport;
}

/**
 * Makes the ways into the network that a client asked for. Throws `TypeError` for a header that can not be sent, or that is the
 * client's own.
 */
export function makeClientTransport(options: ClientTransportOptions): ClientTransport {
  const { transport: given = {}, caCerts, headers } = options;
  if (headers !== undefined) checkHeaders(headers);
  const trusting = caCerts === undefined ? undefined : trustingTransport([...caCerts]);
  const own = trusting?.transport ?? systemTransport;
  const plain: Transport = {
    fetch: given.fetch ?? own.fetch,
    get WebSocket() { // Only when it is needed: see the real network's.
      return given.WebSocket ?? own.WebSocket;
    },
    connect: given.connect ?? own.connect,
  };
  return {
    transport: headers === undefined ? plain : withHeaders(plain, headers),
    [Symbol.dispose]: () => trusting?.[Symbol.dispose](),
  };
}

/** Deno's own ways, which trust more certificates; whose names are checked all the same. */
function trustingTransport(caCerts: string[]): ClientTransport {
  const client = Deno.createHttpClient({ caCerts });
  return {
    transport: {
      fetch: (url, init) => fetch(url, { ...init, client }),
      WebSocket: class extends WebSocket {
        constructor(url: string, options: WebSocketOptions = {}) {
          super(url, { ...options, client });
        }
      },
      connect: systemTransport.connect,
    },
    [Symbol.dispose]: () => client.close(),
  };
}

/** The client's own headers come last, so that none is replaced. */
function withHeaders(transport: Transport, headers: Readonly<Record<string, string>>): Transport {
  const added = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    fetch: (url, init = {}) => {
      const own = Object.fromEntries(new Headers(init.headers));
      return transport.fetch(url, { ...init, headers: { ...added, ...own } });
    },
    WebSocket: class extends transport.WebSocket {
      constructor(url: string, options: WebSocketOptions = {}) {
        super(url, { ...options, headers: { ...added, ...options.headers } });
      }
    },
    connect: (options) => transport.connect(options),
  };
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === "authorization") {
      throw new TypeError('Cannot send the header "authorization": it is made of user and password');
    }
    try {
      new Headers([[name, value]]);
    } catch (cause) {
      throw new TypeError(`Cannot send the header "${name}": its name or its value is none that HTTP has`, { cause });
    }
  }
}
