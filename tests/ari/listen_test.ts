import { AriConnectionError, type AriListener, EventStream, listen, type ListenOptions } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { AriClient, ConnectionHandler, ConnectionInfo } from "@asterism/asterisk/ari";

const user = { username: "asterisk", password: "sécret:1" };
const authorization = basic(user.username, user.password);

function basic(username: string, password: string): string {
  return `Basic ${new TextEncoder().encode(`${username}:${password}`).toBase64()}`;
}

function urlOf({ address }: AriListener, scheme = "ws"): string {
  return `${scheme}://127.0.0.1:${address.port}/out?x=1`;
}

/** What Asterisk does: opens a WebSocket, and answers each request with a ping. */
class FakeAsterisk implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly requests: Record<string, unknown>[] = [];
  readonly closed: Promise<CloseEvent>;

  constructor(url: string, options: { protocols?: string[] } = { protocols: ["ari"] }) {
    this.socket = new WebSocket(url, { headers: { authorization }, ...options });
    this.closed = new Promise((resolve) => this.socket.addEventListener("close", resolve));
    this.socket.addEventListener("message", ({ data }) => {
      const request = JSON.parse(data);
      this.requests.push(request);
      const { request_id, uri } = request;
      if (uri === "asterisk/hold") return;
      const message_body = '{"ping":"pong"}';
      this.send({ type: "RESTResponse", request_id, status_code: 200, content_type: "application/json", message_body });
    });
  }

  async open(): Promise<this> {
    await new Promise((resolve, reject) => {
      this.socket.addEventListener("open", resolve);
      this.socket.addEventListener("error", reject);
    });
    return this;
  }

  send(event: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(event));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Runs `body` with a listener whose handler gives each connection to `next()`. */
async function withListener(
  options: Partial<ListenOptions>,
  body: (listener: AriListener, next: () => Promise<[AriClient, ConnectionInfo]>) => Promise<void>,
  handle: ConnectionHandler = () => {},
): Promise<void> {
  using connections = new EventStream<[AriClient, ConnectionInfo]>({ name: "connections", capacity: 10 });
  await using listener = listen({ port: 0, ...user, ...options }, (ari, info) => {
    connections.push([ari, info]);
    return handle(ari, info);
  });
  await body(listener, async () => {
    const { value } = await connections.next();
    if (value === undefined) throw new Error("Cannot get a connection: there is none");
    return value;
  });
}

Deno.test("listen() gives a client of Asterisk's own connection: its events come by it, and its requests go by it", async () => {
  const names: string[] = [];
  await withListener({}, async (listener, next) => {
    await using asterisk = await new FakeAsterisk(urlOf(listener)).open();
    asterisk.send({ type: "ApplicationRegistered", application: "a" });
    const [ari, { request, signal }] = await next();

    const ping = await ari.asterisk.ping();

    assertEquals([ping as unknown, asterisk.requests.map(({ uri }) => uri)], [{ ping: "pong" }, ["asterisk/ping"]]);
    assertEquals([new URL(request.url).search, asterisk.socket.protocol, signal.aborted], ["?x=1", "ari", false]);
    assertEquals(names, ["a"]);
    await asterisk[Symbol.asyncDispose]();
    await new Promise((resolve) => signal.aborted ? resolve(0) : signal.addEventListener("abort", resolve));
    assertEquals(signal.reason instanceof AriConnectionError, true);
    const error = await assertRejects(() => ari.asterisk.ping(), AriConnectionError);
    assertEquals(error.outcome, "not-sent");
  }, (ari) => void ari.on("ApplicationRegistered", ({ application }) => names.push(application)));
});

for (
  const [what, header, status] of [
    ["no credentials", undefined, 401],
    ["another password", basic(user.username, "secret:1"), 401],
    ["another user", basic("asterism", user.password), 401],
    ["another scheme", authorization.replace("Basic", "Bearer"), 401],
    ["a password that only begins right", basic(user.username, user.password + "x"), 401],
    ["the right credentials, in any case, but no WebSocket", authorization.replace("Basic", "BASIC"), 426],
  ] as const
) {
  Deno.test(`listen() answers ${status} to ${what}`, async () => {
    await withListener({}, async (listener) => {
      const headers: Record<string, string> = header === undefined ? {} : { authorization: header };
      const response = await fetch(urlOf(listener, "http"), { headers });
      await response.body?.cancel();

      assertEquals(response.status, status);
      assertEquals(response.headers.has("www-authenticate"), status === 401);
    });
  });
}

Deno.test("listen() takes WebSockets without a subprotocol, and refuses another one than ari", async () => {
  await withListener({}, async (listener) => {
    await using plain = await new FakeAsterisk(urlOf(listener), {}).open();
    const other = new FakeAsterisk(urlOf(listener), { protocols: ["media"] });

    await assertRejects(() => other.open());
    await other.closed;

    assertEquals(plain.socket.protocol, "");
  });
});

Deno.test("listen() answers 503 beyond its limit of connections, until one of them is gone", async () => {
  await withListener({ maxConnections: 1 }, async (listener, next) => {
    await using _first = await new FakeAsterisk(urlOf(listener)).open();
    const second = new FakeAsterisk(urlOf(listener));
    await assertRejects(() => second.open());
    await second.closed;
    const [ari] = await next();
    await ari.close();
    await _first.closed;

    await using _third = await new FakeAsterisk(urlOf(listener)).open();
    await next();
  });
});

Deno.test("a handler that fails closes its connection and tells why; the next one is not affected", async () => {
  const errors: unknown[] = [];
  let calls = 0;
  const handle = () => {
    if (++calls === 1) throw new Error("not ready");
  };
  await withListener({ onError: (error) => errors.push(error) }, async (listener, next) => {
    await using first = await new FakeAsterisk(urlOf(listener)).open();
    assertEquals((await first.closed).code, 1011);
    await using _second = await new FakeAsterisk(urlOf(listener)).open();
    await next();
    const [ari] = await next();

    assertEquals([errors.map(String), (await ari.asterisk.ping()).ping], [["Error: not ready"], "pong"]);
  }, handle);
});

Deno.test("AriListener.shutdown() aborts the signals, waits for the handlers, which may still send, and closes", async () => {
  const ended: string[] = [];
  await withListener({}, async (listener, next) => {
    await using asterisk = await new FakeAsterisk(urlOf(listener)).open();
    const [ari] = await next();
    const held = ari.request("GET", "/asterisk/hold").catch((error: AriConnectionError) => error.outcome);

    await Promise.all([listener.shutdown(), listener.shutdown()]);
    await listener.finished;

    assertEquals([ended, (await asterisk.closed).code], [["pong"], 1000]);
    assertEquals(await held, "unknown");
    await assertRejects(() => new FakeAsterisk(urlOf(listener)).open());
  }, async (ari, { signal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    ended.push((await ari.asterisk.ping()).ping);
    throw signal.reason;
  });
});

Deno.test("listen() ends when its signal aborts, and does not begin when it has", async () => {
  const controller = new AbortController();
  const listener = listen({ port: 0, ...user, signal: controller.signal }, () => {});
  controller.abort(new Error("enough"));
  await listener.finished;

  assertThrows(() => listen({ port: 0, ...user, signal: controller.signal }, () => {}), Error, "enough");
});

Deno.test("a client of Asterisk's own connection finds its applications registered, and can send nothing by HTTP", async () => {
  await withListener({}, async (listener, next) => {
    await using asterisk = await new FakeAsterisk(urlOf(listener)).open();
    const [ari] = await next();
    const served = ari.serve({ apps: "a" }, () => {});
    await served.ready;

    const error = await assertRejects(
      () => ari.recordings.getStoredFile({ recordingName: "r" }),
      AriConnectionError,
      "only the WebSocket that Asterisk opened",
    );
    assertEquals(error.outcome, "not-sent");
    await assertRejects(() => ari.events.eventWebsocket({ app: ["b"] }), AriConnectionError, "only the WebSocket");
    assertEquals(asterisk.requests, []);
    await asterisk[Symbol.asyncDispose]();
    await assertRejects(() => served.finished, AriConnectionError);
  });
});
