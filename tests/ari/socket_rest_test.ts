import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { AriConnectionError, AriProtocolError } from "../../ari/errors.ts";
import type { Exchange } from "../../ari/exchange.ts";
import { maxFrameLength, type RestWay, type SocketLane, SocketRest } from "../../ari/socket_rest.ts";

function exchange(name: string, more: Partial<Exchange> = {}): Exchange {
  return { name, request: { method: "GET", path: "/asterisk/ping", query: "" }, kind: "model", ...more };
}

/** An open lane, and the frames that went over it. */
function opened(rest: SocketRest): { lane: SocketLane; frames: Record<string, unknown>[] } {
  const frames: Record<string, unknown>[] = [];
  const lane = rest.lane();
  lane.opened((frame) => frames.push(JSON.parse(frame)));
  return { lane, frames };
}

function response(request_id: unknown, more: Record<string, unknown> = {}): { type: string } {
  const event = { type: "RESTResponse", request_id, status_code: 200, content_type: "application/json", ...more };
  return event;
}

const { signal } = new AbortController();

Deno.test("SocketRest.send() frames a request as Asterisk reads it, and resolves with what comes back under its id", async () => {
  const rest = new SocketRest("websocket");
  const { lane, frames } = opened(rest);
  const request = {
    method: "POST",
    path: "/channels/a%2Fb/play",
    query: "?media=sound%3Ab",
    body: '{"a":"ä"}',
  } as const;

  const first = rest.send(exchange("channels.play", { request }), signal);
  const second = rest.send(exchange("asterisk.ping"), signal);
  assertEquals(lane.waiting, 2);
  assertEquals(lane.receive(response("2", { message_body: '{"ping":"pong"}' })), true);
  assertEquals(lane.receive(response("1", { status_code: 204, content_type: undefined })), true);

  assertEquals(frames, [
    {
      type: "RESTRequest",
      request_id: "1",
      method: "POST",
      uri: "channels/a%2Fb/play?media=sound%3Ab",
      content_type: "application/json",
      message_body: '{"a":"ä"}',
    },
    { type: "RESTRequest", request_id: "2", method: "GET", uri: "asterisk/ping" },
  ]);
  assertEquals(await first, { status: 204, type: undefined, text: "" });
  assertEquals(await second, { status: 200, type: "application/json", text: '{"ping":"pong"}' });
  assertEquals(lane.waiting, 0);
});

const file = { method: "GET", path: "/recordings/stored/a%2Fb/file", query: "" } as const;

for (
  const [way, what, asked, isOpen, goes] of [
    ["http", "anything", exchange("asterisk.ping"), true, false],
    ["websocket", "anything", exchange("asterisk.ping"), true, true],
    ["websocket", "anything, with none open", exchange("asterisk.ping"), false, false],
    ["websocket", "what waits for a channel", exchange("channels.answer"), true, true],
    ["websocket", "a file", exchange("recordings.getStoredFile", { kind: "binary" }), true, false],
    ["auto", "anything", exchange("asterisk.ping"), true, true],
    ["auto", "what waits for a channel", exchange("channels.setChannelVar"), true, false],
    ["websocket", "a raw request", exchange("request", { kind: "raw" }), true, true],
    ["websocket", "a raw request for a file", exchange("request", { kind: "raw", request: file }), true, false],
    ["auto", "a raw request", exchange("request", { kind: "raw" }), true, false],
    ["auto", "what is too long", exchange("x", { request: long(maxFrameLength) }), true, false],
  ] satisfies [RestWay, string, Exchange, boolean, boolean][]
) {
  Deno.test(`SocketRest.send() with "${way}" ${goes ? "takes" : "leaves"} ${what}`, () => {
    const rest = new SocketRest(way);
    if (isOpen) opened(rest);

    assertEquals(rest.send(asked, signal) !== undefined, goes);
  });
}

function long(length: number): Exchange["request"] {
  return { method: "POST", path: "/x", query: "", body: "x".repeat(length) };
}

Deno.test("SocketRest.send() refuses the frame that Asterisk would drop the connection for, to the byte", () => {
  const rest = new SocketRest("websocket");
  const { frames } = opened(rest);
  const overhead = JSON.stringify({
    type: "RESTRequest",
    request_id: "1",
    method: "POST",
    uri: "x",
    content_type: "application/json",
    message_body: "",
  }).length + 8;

  rest.send(exchange("x", { request: long(maxFrameLength - overhead) }), signal);
  assertThrows(
    () => rest.send(exchange("x", { request: long(maxFrameLength - overhead + 1) }), signal),
    RangeError,
    "Cannot run x over the WebSocket: its frame has 65536 bytes, the limit is 65535",
  );
  // "ä" is two bytes.
  const request = { ...long(0), body: "ä".repeat(maxFrameLength / 2) };
  assertThrows(() => rest.send(exchange("x", { request }), signal), RangeError, "the limit is 65535");

  assertEquals(frames.length, 1);
});

Deno.test("SocketRest.send() takes the WebSocket on which fewest requests wait", () => {
  const rest = new SocketRest("websocket");
  const lanes = [opened(rest), opened(rest)];

  for (let i = 0; i < 3; i++) rest.send(exchange("asterisk.ping"), signal);

  assertEquals(lanes.map(({ frames }) => frames.map(({ request_id }) => request_id)), [["1", "3"], ["2"]]);
});

Deno.test("what waits when its WebSocket is lost rejects with outcome unknown, and what comes after goes another way", async () => {
  const rest = new SocketRest("websocket");
  const { lane } = opened(rest);
  const other = opened(rest);
  const waiting = rest.send(exchange("asterisk.ping"), signal);

  lane.lost(new AriConnectionError("Cannot wait for Asterisk's answer: lost"));
  lane.lost(new AriConnectionError("twice"));
  const next = rest.send(exchange("asterisk.ping"), signal);
  other.lane.lost(new AriConnectionError("lost too"));

  const error = await assertRejects(() => waiting ?? Promise.resolve(), AriConnectionError, "answer: lost");
  await assertRejects(() => next ?? Promise.resolve(), AriConnectionError, "lost too");
  assertEquals([error.outcome, other.frames.length], ["unknown", 1]);
  assertEquals(rest.send(exchange("asterisk.ping"), signal), undefined);
});

Deno.test("SocketLane.drain() takes no more requests, and waits for the answers that are due", async () => {
  const rest = new SocketRest("websocket");
  const { lane } = opened(rest);
  const order: string[] = [];
  const waiting = rest.send(exchange("asterisk.ping"), signal)?.then(() => order.push("answer"));

  const drained = lane.drain().then(() => order.push("drained"));
  assertEquals(rest.send(exchange("asterisk.ping"), signal), undefined);
  lane.receive(response("1"));
  await Promise.all([waiting, drained]);
  await lane.drain();

  assertEquals(order.toSorted(), ["answer", "drained"]);
});

Deno.test("a request that can not be sent any more says so", async () => {
  const rest = new SocketRest("websocket");
  rest.lane().opened(() => {
    throw new DOMException("not open", "InvalidStateError");
  });

  const error = await assertRejects(() => rest.send(exchange("x"), signal) ?? Promise.resolve(), AriConnectionError);

  assertEquals(error.outcome, "not-sent");
});

Deno.test("a request ends with its signal's reason, and its late answer is nobody's", async () => {
  const rest = new SocketRest("websocket");
  const { lane } = opened(rest);
  const controller = new AbortController();
  const waiting = rest.send(exchange("asterisk.ping"), controller.signal);

  controller.abort(new Error("enough"));

  await assertRejects(() => waiting ?? Promise.resolve(), Error, "enough");
  assertEquals(lane.receive(response("1")), false);
  assertEquals(lane.receive({ type: "StasisStart" }), false);
});

Deno.test("an answer without an id is that of the oldest request, and one without a status is none", async () => {
  const rest = new SocketRest("websocket");
  const { lane } = opened(rest);
  const oldest = rest.send(exchange("oldest"), signal);
  const next = rest.send(exchange("next"), signal);

  lane.receive(response("", { status_code: 400, message_body: undefined }));
  lane.receive(response("2", { status_code: "200" }));

  assertEquals((await oldest)?.status, 400);
  await assertRejects(
    () => next ?? Promise.resolve(),
    AriProtocolError,
    "the answer to next: the RESTResponse has no status",
  );
});
