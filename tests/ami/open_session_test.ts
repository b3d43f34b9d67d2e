import { AmiConnectionError, connect } from "@asterism/asterisk/ami";
import { addressOf } from "../../ami/open_session.ts";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";

const user = { username: "admin", secret: "secret" };

Deno.test("addressOf() is this machine's port 5038, 5039 with TLS", () => {
  const places = [{}, { tls: true }, { hostname: "pbx", port: 1 }].map((options) => addressOf({ ...user, ...options }));
  assertEquals(places.map(({ hostname, port }) => [hostname, port]), [["127.0.0.1", 5038], ["127.0.0.1", 5039], [
    "pbx",
    1,
  ]]);
});

Deno.test("addressOf() refuses a port that is none, and to send the secret to another machine in clear", () => {
  assertThrows(
    () => addressOf({ ...user, port: 65_536 }),
    RangeError,
    "as port must be 1 to 65535: current value is 65536",
  );
  const plain = { ...user, authentication: "plain" } as const;
  assertThrows(
    () => addressOf({ ...plain, hostname: "pbx.example" }),
    TypeError,
    'Cannot log in to "pbx.example" with authentication "plain"',
  );
  assertThrows(() => addressOf({ ...plain, hostname: "127.0.0.1.example" }), TypeError);
  for (const hostname of ["localhost", "127.0.0.2", "::1"]) addressOf({ ...plain, hostname });
  addressOf({ ...plain, hostname: "pbx.example", tls: true });
  addressOf({ ...plain, hostname: "pbx.example", allowCleartext: true });
});

Deno.test("connect() rejects when nothing answers, and says where", async () => {
  const server = new AmiServer();
  server.refusal = new Deno.errors.ConnectionRefused("Connection refused");
  const error = await assertRejects(
    () => connect(server.options),
    AmiConnectionError,
    "Cannot reach 127.0.0.1:5038: Connection refused",
  );
  assertEquals(error.outcome, "not-sent");
});

Deno.test("connect() waits no longer than connectTimeout for the login, and leaves no connection open", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const server = new AmiServer();
  const rejects = assertRejects(
    () => connect({ ...server.options, clock }),
    AmiConnectionError,
    "Cannot log in at 127.0.0.1:5038 within 10000 ms",
  );
  using peer = await server.accept();
  await peer.send("Asterisk Call Manager/11.0.0\r\n");
  await peer.expect("Challenge");
  await clock.tick(10_100);

  await rejects;
  assertEquals(await peer.next(), undefined);
});

Deno.test("connect() gives up with its signal, at whatever moment, and leaves no connection open", async () => {
  const server = new AmiServer();
  await assertRejects(
    () => connect({ ...server.options, signal: AbortSignal.abort(new Error("before")) }),
    Error,
    "before",
  );
  assertEquals(server.connections, 0);

  const controller = new AbortController();
  const rejects = assertRejects(() => connect({ ...server.options, signal: controller.signal }), Error, "enough");
  using peer = await server.accept();
  controller.abort(new Error("enough"));
  await rejects;
  assertEquals(await peer.next(), undefined);
});

Deno.test("connect() closes a connection that comes when it is not wanted any more", async () => {
  const server = new AmiServer();
  const late = Promise.withResolvers<void>();
  const { transport } = server.options;
  const controller = new AbortController();
  const rejects = assertRejects(
    () =>
      connect({
        ...server.options,
        signal: controller.signal,
        transport: {
          async connect(options) {
            await late.promise;
            return await transport?.connect?.(options) ?? Promise.reject(new TypeError("no transport"));
          },
        },
      }),
    Error,
    "enough",
  );
  controller.abort(new Error("enough"));
  await rejects;
  late.resolve();
  using peer = await server.accept();
  assertEquals(await peer.next(), undefined);
});
