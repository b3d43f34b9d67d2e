import { assertEquals, assertMatch } from "@std/assert";
import { conformance } from "./harness.ts";
import { RawAri, type RawEvent } from "./raw_ari.ts";

/** What a response says, without what is in all of them. */
function said({ status_code, reason_phrase, message_body }: RawEvent): [number, string, string | undefined] {
  return [status_code, reason_phrase, message_body === undefined ? undefined : JSON.parse(message_body).message];
}

conformance("a response over the WebSocket has Asterisk's fields in its order", async (given) => {
  const ari = new RawAri(given);
  const [app, second] = [ari.name("app"), ari.name("second")];
  await using socket = await ari.connect(`app=${app},${second}`);

  const found = await socket.request({ method: "GET", uri: `applications/${app}?x=1` });
  const empty = await socket.request({ method: "OPTIONS", uri: "channels", transaction_id: 5, request_id: undefined });

  assertEquals(Object.keys(found), [
    "type",
    "transaction_id",
    "request_id",
    "status_code",
    "reason_phrase",
    "uri",
    "content_type",
    "message_body",
    "application",
    "timestamp",
    "asterisk_id",
  ]);
  const { type, timestamp, asterisk_id, message_body, ...rest } = found;
  assertEquals(rest, {
    transaction_id: "t",
    request_id: "r0",
    status_code: 200,
    reason_phrase: "OK",
    uri: `applications/${app}`,
    content_type: "application/json",
    application: app,
  });
  assertEquals([type, asterisk_id, JSON.parse(message_body).name], ["RESTResponse", "02:00:00:00:00:01", app]);
  assertMatch(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  assertEquals([empty.transaction_id, empty.request_id, "message_body" in empty], ["", "", false]);
  assertEquals(said(empty), [204, "No Content", undefined]);
});

conformance("what is wrong with a request over the WebSocket is found in Asterisk's order", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect(`app=${ari.name("app")}`);
  const ask = async (message: unknown) => {
    const count = socket.events.length;
    socket.send(message);
    return said(await socket.event("RESTResponse", count + 1));
  };
  const unreadable = [400, "Failed to parse request message JSON", undefined];
  for (const text of ["", "{", "5", '"x"', "null", '{"a":"\\u0000"}']) assertEquals(await ask(text), unreadable);
  const request = { type: "RESTRequest", method: "GET", uri: "channels/x" };
  const bad = (text: string) => [400, "Bad request", text];
  const notFound = [404, "Not Found", "Channel not found"];
  const cases: [unknown, unknown][] = [
    [[], bad("No 'type' property.")],
    [[request], bad("No 'type' property.")],
    [{ type: 5 }, bad("No 'type' property.")],
    [{ type: "x" }, bad("Unknown request type.")],
    [{ type: "RESTRequest" }, bad("Empty or missing 'uri' property.")],
    [{ ...request, method: undefined }, bad("Unknown or missing 'method' property.")],
    [{ ...request, method: "get" }, bad("Unknown or missing 'method' property.")],
    [{ ...request, method: "PATCH", query_strings: [5] }, bad("Unknown or missing 'method' property.")],
    [{ ...request, query_strings: [5], message_body: "x" }, bad("Unable to parse 'query_strings' array.")],
    [{ ...request, query_strings: [{ name: "a", value: 5 }] }, bad("Unable to parse 'query_strings' array.")],
    [{ ...request, query_strings: "x" }, notFound],
    [{ ...request, message_body: "x" }, bad("No 'content_type' for 'message_body'.")],
    [{ ...request, message_body: "x", content_type: "text/plain" }, bad("Unknown content type.")],
    [{ ...request, message_body: "{}", content_type: "application/json; charset=utf-8" }, bad("Unknown content type.")],
    [
      { ...request, message_body: "5", content_type: "application/json" },
      bad("Unable to parse 'message_body' as 'application/json'."),
    ],
    [{ ...request, message_body: { a: 1 } }, notFound],
    [{ ...request, message_body: "" }, notFound],
    [{ ...request, uri: "channels/x/" }, [404, "Not Found", "ARI URLs do not end with a slash. Try /ari/channels/x"]],
    [{ ...request, uri: "/channels/x" }, [405, "Method Not Allowed", "Invalid method"]],
    [{ ...request, uri: "ari/channels/x" }, [404, "Not Found", "Resource not found"]],
    [{ ...request, uri: "channels/%78" }, notFound],
    [{ ...request, method: "HEAD" }, [405, "Method Not Allowed", "Invalid method"]],
    [{ ...request, uri: "events?app=x" }, [400, "Bad request", "Can't upgrade to websocket from a websocket"]],
    [{ ...request, uri: "channels/x/variable?variable=a" }, [
      404,
      "Channel Not Found",
      "Provided channel was not found",
    ]],
    [{ ...request, uri: "api-docs/none.json" }, [404, "Not Found", "Resource not found"]],
  ];
  for (const [message, answer] of cases) {
    assertEquals([message, await ask(message)], [message, answer]);
  }
});

conformance("of several values of a parameter the last one counts, and JSON beats them all", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect(`app=${ari.name("app")}`);
  const form = { content_type: "application/x-www-form-urlencoded", message_body: "channelId=x" };
  const json = { content_type: "application/json", message_body: '{"channelId":""}' };
  const strings = (value: string) => ({ query_strings: [{ name: "channelId", value }] });
  const claim = async (uri: string, ...parts: Record<string, unknown>[]) => {
    const request = { method: "POST", uri: `events/claim${uri}` };
    return said(await socket.request(Object.assign(request, ...parts)))[2];
  };
  const [without, withId] = ["channelId parameter is required", "application parameter is required"];

  assertEquals(await claim("?channelId=x"), withId);
  assertEquals(await claim("?channelId=&channelId=x"), withId);
  assertEquals(await claim("?channelId=x", strings("")), without);
  assertEquals(await claim("?channelId=", strings("x")), withId);
  assertEquals(await claim("?channelId=", strings(""), form), withId);
  assertEquals(await claim("?channelId=x", strings("x"), json), without);
});

conformance(
  "what an operation leaves without an answer is 501 by HTTP, and over the WebSocket a success with nothing",
  async (given) => {
    const ari = new RawAri(given);
    const app = ari.name("app");
    await using socket = await ari.connect(`app=${app}`);
    const uri = `applications/${app}/subscription?eventSource=channel:`;
    await socket.request({ method: "POST", uri });

    const byHttp = await ari.rest(`DELETE ${uri}`);
    const { status_code, reason_phrase, content_type, message_body } = await socket.request({ method: "DELETE", uri });

    assertEquals([byHttp.status, byHttp.body], [501, { message: "Method not implemented" }]);
    assertEquals([status_code, reason_phrase, content_type, message_body], [200, "OK", undefined, undefined]);
  },
);

conformance("each request is authorized anew, by the header of the WebSocket or by an api_key", async (given) => {
  const ari = new RawAri(given);
  const { user, readOnlyUser } = given.backend;
  const key = ({ username, password }: typeof user) => `api_key=${username}:${password}`;
  await using byHeader = await ari.connect(`app=${ari.name("app")}&${key(readOnlyUser)}`);
  await using byKey = await ari.connect(`app=${ari.name("app")}&${key(user)}`, { user: null });
  const write = (query = "") => ({ method: "POST", uri: `channels/x/answer${query}` });
  const statusOf = async (response: Promise<RawEvent>) => (await response).status_code;

  assertEquals(await statusOf(byHeader.request(write())), 404);
  assertEquals(await statusOf(byHeader.request(write("?api_key=x:y"))), 404);
  assertEquals(await statusOf(byKey.request(write())), 404);
  assertEquals(await statusOf(byKey.request(write(`?${key(readOnlyUser)}`))), 403);
  assertEquals(await statusOf(byKey.request(write("?api_key=x:y"))), 401);
});

conformance("a filter that does not let RESTResponse through leaves requests without an answer", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using socket = await ari.connect(`app=${app}`);
  await ari.rest(`PUT applications/${app}/eventFilter`, { allowed: [{ type: "ChannelUserevent" }] });

  const send = (id: string) => {
    socket.send({ type: "RESTRequest", transaction_id: id, method: "POST", uri: `events/user/x?application=${app}` });
  };
  send("first");
  send("second");
  // When the second request runs, the first has been answered.
  await socket.event("ChannelUserevent", 2);
  await ari.rest(`PUT applications/${app}/eventFilter`, {});
  // The answer of the second may still come.
  for (const transaction_id of ["third", "fourth"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    await socket.request({ method: "GET", uri: "channels/x", transaction_id });
  }

  const answered = socket.events.filter(({ type }) => type === "RESTResponse").map(({ transaction_id }) =>
    transaction_id
  );
  assertEquals([answered.includes("first"), answered.includes("third")], [false, true]);
});

conformance("requests over one WebSocket wait for each other, those by HTTP do not", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect("app=subscribed");
  await using call = await given.backend.call("110");
  const { channel: { id } } = await socket.event("StasisStart");
  const { body: { id: playback } } = await ari.rest(`POST channels/${id}/play?media=sound:hello-world`);
  await socket.event("PlaybackStarted");

  // An answer waits for the channel's thread, which plays.
  socket.send({ type: "RESTRequest", request_id: "first", method: "POST", uri: `channels/${id}/answer` });
  socket.send({ type: "RESTRequest", request_id: "second", method: "GET", uri: "channels/x" });
  const { status } = await ari.rest("GET asterisk/ping");
  const before = socket.types.filter((type) => type === "RESTResponse" || type === "PlaybackFinished");
  await ari.rest(`DELETE playbacks/${playback}`);
  const responses = [await socket.event("RESTResponse"), await socket.event("RESTResponse", 2)];
  const after = socket.types.filter((type) => type === "RESTResponse" || type === "PlaybackFinished");
  await ari.rest(`DELETE channels/${id}`);
  await call.ended();

  assertEquals([status, before], [200, []]);
  assertEquals(responses.map(({ request_id }) => request_id), ["first", "second"]);
  assertEquals(after.indexOf("PlaybackFinished") >= 0, true);
});

conformance("twenty requests at once are answered in their order", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect(`app=${ari.name("app")}`);
  const ids = Array.from({ length: 20 }, (_, at) => `r${at}`);

  for (const request_id of ids) socket.send({ type: "RESTRequest", request_id, method: "GET", uri: "asterisk/ping" });
  await socket.event("RESTResponse", 20);

  assertEquals(socket.events.map(({ request_id }) => request_id), ids);
});

conformance("a client that leaves is missed only when its request is through", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using owner = await ari.connect("app=subscribed");
  await using call = await given.backend.call("110");
  const { channel: { id } } = await owner.event("StasisStart");
  const { body: { id: playback } } = await ari.rest(`POST channels/${id}/play?media=sound:hello-world`);
  await owner.event("PlaybackStarted");
  const socket = await ari.connect(`app=${app}`);
  socket.send({ type: "RESTRequest", method: "POST", uri: `channels/${id}/answer` });

  const closed = socket[Symbol.asyncDispose]();
  const { status: during } = await ari.rest(`GET applications/${app}`);
  await ari.rest(`DELETE playbacks/${playback}`);
  await closed;
  const { status: after } = await ari.rest(`GET applications/${app}`);
  await ari.rest(`DELETE channels/${id}`);
  await call.ended();

  assertEquals([during, after], [200, 404]);
});
