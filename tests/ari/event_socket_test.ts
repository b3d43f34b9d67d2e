import { assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { systemTransport } from "../../_internal/transport.ts";
import { AriConnectionError } from "../../ari/errors.ts";
import type { AnyEvent } from "../../ari/event_router.ts";
import { type EventSocket, type EventSocketOptions, openEventSocket } from "../../ari/event_socket.ts";

interface Opened {
  socket: EventSocket;
  events: AnyEvent[];
  errors: Error[];
}

type Asked = Pick<EventSocketOptions, "signal" | "wants" | "taps">;

/** Runs `body` with a way to open the events WebSocket of a server that greets each socket with `greet`. */
async function withServer(
  greet: (socket: WebSocket, request: Request) => void | Response,
  body: (open: (options?: Asked) => Promise<Opened>) => Promise<void>,
): Promise<void> {
  const sockets = new Set<WebSocket>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const refusal = request.headers.get("authorization") === "Basic good"
      ? undefined
      : new Response(null, { status: 401 });
    if (refusal !== undefined) return refusal;
    const { socket, response } = Deno.upgradeWebSocket(request);
    sockets.add(socket);
    socket.onopen = () => greet(socket, request);
    return response;
  });
  using wheel = new TimerWheel(systemClock);
  try {
    await body((options) => open(server.addr.port, wheel, "Basic good", options));
  } finally {
    for (const socket of sockets) socket.close();
    await server.shutdown();
  }
}

async function open(port: number, wheel: TimerWheel, authorization: string, options: Asked = {}): Promise<Opened> {
  const events: AnyEvent[] = [];
  const errors: Error[] = [];
  const socket = await openEventSocket({
    url: `ws://127.0.0.1:${port}/ari/events?app=hello-world`,
    apps: ["hello-world"],
    authorization,
    transport: systemTransport,
    wheel,
    onEvent: (event) => events.push(event),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { socket, events, errors };
}

Deno.test("openEventSocket() gives every event, and tells what is none of them without ending", async () => {
  const greet = (socket: WebSocket) => {
    for (const frame of ['{"type":"StasisStart"}', "{", '{"no":"type"}', '{"type":"SomethingNew","extra":1}']) {
      socket.send(frame);
    }
    socket.send(new Uint8Array([1, 2, 3]));
    socket.close(1001);
  };
  await withServer(greet, async (open) => {
    const { socket, events, errors } = await open();

    const error = await assertRejects(() => socket.closed, AriConnectionError);

    assertEquals(events.map(({ type }) => type), ["StasisStart", "SomethingNew"]);
    assertEquals(errors.map(({ message }) => message), [
      'Cannot read an event: not JSON, begins "{"',
      'Cannot read an event: no "type" in "{\\"no\\":\\"type\\"}"',
      "Cannot read an event: the frame is not text",
    ]);
    assertEquals(error.message, 'Cannot receive events of "hello-world": Asterisk closed with code 1001');
  });
});

Deno.test("openEventSocket() gives no event that does not matter, whether its type shows at once or not", async () => {
  const greet = (socket: WebSocket) => {
    const other = ['{"type":"Other"}', '{"extra":{},"type":"Other"}'];
    const wanted = Array.from({ length: 100 }, (_, n) => JSON.stringify({ type: "Wanted", n }));
    for (const frame of [...other, ...wanted, ...other, '{"extra":{},"type":"Wanted"}']) socket.send(frame);
    socket.close(1001);
  };
  await withServer(greet, async (open) => {
    const { socket, events, errors } = await open({ wants: (type) => type === "Wanted" });

    await assertRejects(() => socket.closed, AriConnectionError);

    assertEquals([events.length, errors], [101, []]);
    assertEquals(events.every(({ type }) => type === "Wanted"), true);
  });
});

Deno.test("openEventSocket() parses an event for a tap only when its text is not enough, and for others always", async () => {
  const greet = (socket: WebSocket) => {
    for (const type of ["Wanted", "Enough", "TooLittle", "Other"]) socket.send(JSON.stringify({ type }));
    socket.close(1001);
  };
  const seen: string[] = [];
  const tap = ({ type }: AnyEvent) => {
    seen.push(`event ${type}`);
    return false;
  };
  const glance = (type: string, text: string) => {
    seen.push(`text ${text}`);
    return type === "Enough";
  };
  await withServer(greet, async (open) => {
    const tapped = new Map(["Wanted", "Enough", "TooLittle"].map((type) => [type, tap]));
    const taps = { events: tapped, glance, onReplaced: () => undefined };
    const { socket, events } = await open({ wants: (type) => type === "Wanted", taps });

    await assertRejects(() => socket.closed, AriConnectionError);

    assertEquals(events, [{ type: "Wanted" }]);
    assertEquals(seen, ["event Wanted", 'text {"type":"Enough"}', 'text {"type":"TooLittle"}', "event TooLittle"]);
  });
});

Deno.test("EventSocket.close() resolves closed, also twice and after the other side closed", async () => {
  await withServer(() => {}, async (open) => {
    const { socket } = await open();

    await Promise.all([socket.close(), socket.close()]);
    await socket.closed;
    await socket.close();
  });
});

Deno.test("openEventSocket() rejects with a wrong password, naming application and status", async () => {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response(null, { status: 401 }),
  );
  using wheel = new TimerWheel(systemClock);

  const error = await assertRejects(() => open(server.addr.port, wheel, "Basic bad"), AriConnectionError);

  assertEquals(
    error.message,
    `Cannot receive events of "hello-world": 127.0.0.1:${server.addr.port} answered 401, wrong user or password`,
  );
  await server.shutdown();
});

Deno.test("openEventSocket() rejects when nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  using wheel = new TimerWheel(systemClock);

  const error = await assertRejects(() => open(port, wheel, "Basic good"), AriConnectionError, `127.0.0.1:${port}`);

  assertEquals(error.outcome, "not-sent");
});

Deno.test("openEventSocket() rejects with the signal's reason", async () => {
  await withServer(() => {}, async (open) => {
    await assertRejects(
      () => open({ signal: AbortSignal.abort(new Error("changed my mind")) }),
      Error,
      "changed my mind",
    );
  });
});
