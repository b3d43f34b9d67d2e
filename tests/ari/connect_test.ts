import { AriConnectionError, AriProtocolError, AriResponseError, connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";

Deno.test({
  name: "connect() reaches the simulator in memory without any permission",
  permissions: "none",
  fn: async () => {
    await using pbx = await simulate({ listen: false });
    await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    const { system } = await ari.asterisk.getInfo();

    assertEquals(system?.version.startsWith("22.10"), true);
  },
});

Deno.test("connect() rejects with status 401 for a wrong password, which the error does not show", async () => {
  await using pbx = await simulate({ listen: false });

  const error = await assertRejects(
    () => connect(pbx.ari.url, { username: "asterism", password: "hunter2", ...pbx.connection }),
    AriResponseError,
    'Cannot run asterisk.getInfo (GET /asterisk/info): Asterisk answered 401 "Authentication required"',
  );

  assertEquals(error.status, 401);
  assertEquals(Deno.inspect(error).includes("hunter2"), false);
});

Deno.test("connect() rejects for a host where nobody listens, and says that nothing was sent", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();

  const error = await assertRejects(
    () => connect(`http://127.0.0.1:${port}`, { username: "a", password: "b" }),
    AriConnectionError,
    `Cannot run asterisk.getInfo: cannot reach 127.0.0.1:${port}`,
  );

  assertEquals(error.outcome, "not-sent");
});

Deno.test("connect() rejects for a server that is not Asterisk", async () => {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => new Response("hello"));

  await assertRejects(
    () => connect(`http://127.0.0.1:${server.addr.port}`, { username: "a", password: "b" }),
    AriProtocolError,
    "expected JSON, got 5 characters of text/plain;charset=UTF-8 with status 200",
  );
});

Deno.test({
  name: "connect() without permission names the flag that gives it",
  permissions: "none",
  fn: async () => {
    await assertRejects(
      () => connect("http://127.0.0.1:8088", { username: "a", password: "b" }),
      AriConnectionError,
      "Deno has no permission to reach 127.0.0.1:8088, run with --allow-net=127.0.0.1:8088",
    );
  },
});

Deno.test("connect() rejects with TypeError for a malformed URL and with the reason of an aborted signal", async () => {
  await assertRejects(() => connect("127.0.0.1:8088", { username: "a", password: "b" }), TypeError, "not a URL");
  await assertRejects(
    () =>
      connect("http://127.0.0.1:8088", { username: "a", password: "b", signal: AbortSignal.abort(new Error("stop")) }),
    Error,
    "stop",
  );
});
