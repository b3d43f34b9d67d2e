import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { systemTransport } from "../../_internal/transport.ts";
import { AriConnectionError, AriProtocolError, AriResponseError } from "../../ari/errors.ts";
import { operations } from "../../ari/generated/operations.ts";
import { connectionError, RestConnection } from "../../ari/rest.ts";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Runs `body` with a connection whose requests `fetch` answers. */
async function withRest(fetch: Fetch, body: (rest: RestConnection) => Promise<void>, limits = {}): Promise<void> {
  using wheel = new TimerWheel(systemClock, { resolution: 1 });
  using rest = new RestConnection({
    base: "http://pbx:8088/ari",
    authorization: "Basic c2VjcmV0",
    transport: { ...systemTransport, fetch: (url, init = {}) => fetch(url, init) },
    wheel,
    maxRequests: 8,
    requestTimeout: 30_000,
    ...limits,
  });
  await body(rest);
}

/** Answers nothing until the request is given up. */
function never(_url: string, { signal }: RequestInit): Promise<Response> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}

Deno.test("RestConnection.run() sends method, URL, password header and body, and resolves with the parsed answer", async () => {
  const sent: unknown[] = [];
  const answer: Fetch = (url, { method, headers, body, redirect }) => {
    sent.push({ url, method, headers, body, redirect });
    return Promise.resolve(Response.json({ id: "1.1" }));
  };

  await withRest(answer, async (rest) => {
    const result = await rest.run(operations["channels.originate"], { endpoint: "PJSIP/alice", variables: { A: "1" } });

    assertEquals(result, { id: "1.1" });
  });

  assertEquals(sent, [{
    url: "http://pbx:8088/ari/channels?endpoint=PJSIP%2Falice",
    method: "POST",
    headers: { authorization: "Basic c2VjcmV0", "content-type": "application/json" },
    body: '{"variables":{"A":"1"}}',
    redirect: "error",
  }]);
});

Deno.test("RestConnection.run() resolves with undefined for an operation without an answer, and streams a file", async () => {
  await withRest(() => Promise.resolve(new Response(null, { status: 204 })), async (rest) => {
    assertEquals(await rest.run(operations["channels.answer"], { channelId: "c" }), undefined);
  });
  await withRest(() => Promise.resolve(new Response("RIFF")), async (rest) => {
    const file = await rest.run(operations["recordings.getStoredFile"], { recordingName: "r" });

    assertInstanceOf(file, ReadableStream);
    assertEquals(await Array.fromAsync(file), [new TextEncoder().encode("RIFF")]);
  });
});

Deno.test("RestConnection.run() rejects with what Asterisk said when it says no, in JSON, in HTML and in nothing", async () => {
  const refuse = (body: string, status: number, type: string) => () =>
    Promise.resolve(new Response(body, { status, headers: { "content-type": type } }));

  await withRest(refuse('{"message":"Channel not found"}', 404, "application/json"), async (rest) => {
    const error = await assertRejects(
      () => rest.run(operations["channels.answer"], { channelId: "c d" }),
      AriResponseError,
    );

    assertEquals(
      error.message,
      'Cannot run channels.answer (POST /channels/c%20d/answer): Asterisk answered 404 "Channel not found"',
    );
    const { operation, method, path, status, body } = error;
    assertEquals({ operation, method, path, status, body }, {
      operation: "channels.answer",
      method: "POST",
      path: "/channels/c%20d/answer",
      status: 404,
      body: { message: "Channel not found" },
    });
  });
  await withRest(refuse('{"error":"Allocation failed"}', 500, "application/json"), async (rest) => {
    await assertRejects(() => rest.run(operations["channels.list"]), AriResponseError, '500 "Allocation failed"');
  });
  await withRest(refuse("<html><h1>Request line\n too long</h1></html>", 400, "text/html"), async (rest) => {
    await assertRejects(() => rest.run(operations["channels.list"]), AriResponseError, '400 "Request line too long"');
  });
  await withRest(refuse("", 503, "text/plain"), async (rest) => {
    await assertRejects(() => rest.run(operations["channels.list"]), AriResponseError, "Asterisk answered 503");
  });
});

Deno.test("RestConnection.run() rejects with AriProtocolError when a success holds no JSON", async () => {
  await withRest(
    () => Promise.resolve(new Response("<html>", { headers: { "content-type": "text/html" } })),
    async (rest) => {
      await assertRejects(
        () => rest.run(operations["channels.list"]),
        AriProtocolError,
        "expected JSON, got 6 characters of text/html with status 200",
      );
    },
  );
});

Deno.test("RestConnection.run() gives up after its time limit, and says that the outcome is unknown", async () => {
  await withRest(never, async (rest) => {
    const error = await assertRejects(() => rest.run(operations["channels.list"]), AriConnectionError);

    assertEquals(error.message, "Cannot run channels.list: no answer from pbx:8088 within 5 ms");
    assertEquals(error.outcome, "unknown");
  }, { requestTimeout: 5 });
});

Deno.test("RestConnection.run() rejects with the signal's reason, before and while waiting", async () => {
  await withRest(never, async (rest) => {
    const controller = new AbortController();
    const running = rest.run(operations["channels.list"], undefined, controller.signal);
    controller.abort(new Error("caller hung up"));

    await assertRejects(() => running, Error, "caller hung up");
    await assertRejects(
      () => rest.run(operations["channels.list"], undefined, controller.signal),
      Error,
      "caller hung up",
    );
  });
});

Deno.test("RestConnection.run() has no more requests under way than its limit, and one given up while queued is never sent", async () => {
  let underWay = 0;
  let most = 0;
  let sent = 0;
  const gates: (() => void)[] = [];
  const slow: Fetch = async () => {
    sent++;
    most = Math.max(most, ++underWay);
    await new Promise<void>((resolve) => gates.push(resolve));
    underWay--;
    return Response.json([]);
  };

  await withRest(slow, async (rest) => {
    const controller = new AbortController();
    const running = Array.from({ length: 5 }, () => rest.run(operations["channels.list"]));
    const queued = rest.run(operations["channels.list"], undefined, controller.signal);
    controller.abort(new Error("not needed"));
    await assertRejects(() => queued, Error, "not needed");
    const all = Promise.all(running).then(() => "done");
    while (await Promise.race([all, Promise.resolve()]) !== "done") gates.shift()?.();
  }, { maxRequests: 2 });

  assertEquals({ most, sent }, { most: 2, sent: 5 });
});

Deno.test("RestConnection disposed ends requests under way and refuses new ones", async () => {
  await withRest(never, async (rest) => {
    const running = rest.run(operations["channels.list"]);
    rest[Symbol.dispose]();

    assertEquals((await assertRejects(() => running, AriConnectionError)).outcome, "unknown");
    const refused = await assertRejects(() => rest.run(operations["channels.list"]), AriConnectionError);
    assertEquals(refused.outcome, "not-sent");
  });
});

Deno.test("connectionError() knows a connection that was never made, and a permission that is missing", () => {
  const refused = new TypeError("error sending request", {
    cause: new Error("client error (Connect): tcp connect error"),
  });
  const broken = new TypeError("connection closed before message completed");
  const forbidden = new Deno.errors.NotCapable("Requires net access");

  assertEquals(connectionError("run x", "http://pbx:8088/ari", refused).message, "Cannot run x: cannot reach pbx:8088");
  assertEquals(connectionError("run x", "http://pbx:8088/ari", refused).outcome, "not-sent");
  assertEquals(connectionError("run x", "http://pbx:8088/ari", broken).outcome, "unknown");
  assertEquals(
    connectionError("run x", "https://pbx/ari", forbidden).message,
    "Cannot run x: Deno has no permission to reach pbx, run with --allow-net=pbx:443",
  );
});
