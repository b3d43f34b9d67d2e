import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { TimerWheel } from "../../_internal/timer_wheel.ts";
import { systemTransport } from "../../_internal/transport.ts";
import { AriConnectionError, AriProtocolError, AriResponseError } from "../../ari/errors.ts";
import { operations } from "../../ari/generated/operations.ts";
import type { RawAnswer } from "../../ari/exchange.ts";
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

Deno.test("a file ends with its signal's reason, and with the connection that it came by", async () => {
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_024)) });
  await withRest(() => Promise.resolve(new Response(endless())), async (rest) => {
    const controller = new AbortController();
    const get = async (signal?: AbortSignal) => {
      const file = await rest.run(operations["recordings.getStoredFile"], { recordingName: "r" }, signal);
      assertInstanceOf(file, ReadableStream);
      return file.getReader();
    };
    const given = await get(controller.signal);
    const open = await get();
    await given.read();
    controller.abort(new Error("not needed"));
    await assertRejects(() => given.read(), Error, "not needed");
    assertEquals((await open.read()).done, false);
    rest[Symbol.dispose]();
    await assertRejects(() => open.read(), AriConnectionError, "the client was closed");
  });
});

Deno.test("a file that is given up ends its request, and files that are open keep no other request waiting", async () => {
  let cancelled = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => void cancelled++,
    });
    return new Response(body, { headers: { "content-type": "audio/wav" } });
  });
  await using _ = server;
  const base = `http://127.0.0.1:${server.addr.port}/ari`;
  using wheel = new TimerWheel(systemClock, { resolution: 1 });
  const transport = systemTransport;
  using rest = new RestConnection({
    base,
    authorization: "",
    transport,
    wheel,
    maxRequests: 1,
    requestTimeout: 30_000,
  });
  const files = [];
  for (let number = 0; number < 4; number++) {
    // deno-lint-ignore no-await-in-loop -- Each is open when the next is asked for.
    files.push(await rest.run(operations["recordings.getStoredFile"], { recordingName: "r" }));
  }
  for (const file of files) {
    assertInstanceOf(file, ReadableStream);
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await file.cancel();
  }
  // The sanitizer for resources would find what is left of them.
  await server.shutdown();

  assertEquals(cancelled, 4);
});

Deno.test("RestConnection.send() answers a raw request with status and headers: JSON, nothing, or a stream of anything else", async () => {
  const answers = [
    Response.json({ a: 1 }, { status: 201, headers: { location: "/ari/x" } }),
    new Response(null, { status: 202 }),
    new Response("RIFF", { headers: { "content-type": "audio/wav" } }),
    new Response("{", { headers: { "content-type": "application/json" } }),
  ];
  const request = { method: "POST", path: "/x", query: "" } as const;
  await withRest(() => Promise.resolve(answers.shift() ?? Response.error()), async (rest) => {
    const send = async () => await rest.send({ name: "request", request, kind: "raw" }) as RawAnswer;
    const [json, nothing, file] = [await send(), await send(), await send()];

    assertEquals([json.status, json.headers.get("location"), json.body], [201, "/ari/x", { a: 1 }]);
    assertEquals([nothing.status, nothing.body], [202, undefined]);
    assertInstanceOf(file.body, ReadableStream);
    assertEquals(await Array.fromAsync(file.body), [new TextEncoder().encode("RIFF")]);
    await assertRejects(() => send(), AriProtocolError, "expected JSON, got 1 characters of application/json");
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
