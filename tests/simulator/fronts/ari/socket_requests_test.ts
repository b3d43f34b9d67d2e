import { assertEquals } from "@std/assert";
import {
  readSocketRequest,
  toProblemResponse,
  toSocketResponse,
  unreadableResponse,
} from "../../../../simulator/fronts/ari/socket_requests.ts";

const request = { type: "RESTRequest", transaction_id: "t", request_id: "r", method: "GET", uri: "a/b?c=1" };

function read(changes: Record<string, unknown>, apiKey?: string): ReturnType<typeof readSocketRequest> {
  return readSocketRequest(JSON.stringify({ ...request, ...changes }), apiKey);
}

Deno.test("readSocketRequest() reads method, path and query", () => {
  const read_ = read({});

  assertEquals([read_?.transactionId, read_?.requestId, read_?.uri], ["t", "r", "a/b"]);
  const { method, path, query, json } = read_?.invocation ?? {};
  assertEquals([method, path, query?.toString(), json], ["GET", "a/b", "c=1", undefined]);
});

Deno.test("readSocketRequest() puts the URI's query before query_strings, the socket's key, and a form", () => {
  const form = { content_type: "application/x-www-form-urlencoded", message_body: "c=3&d=x+y" };
  const query_strings = [{ name: "c", value: "2" }];

  const query = read({ query_strings, ...form }, "u:p")?.invocation?.query;

  assertEquals(query?.toString(), "c=1&c=2&api_key=u%3Ap&c=3&d=x+y");
});

Deno.test("readSocketRequest() takes for absent what is of another type", () => {
  const { transactionId, invocation } = read({ transaction_id: 5, query_strings: "x", message_body: { a: 1 } }) ?? {};

  assertEquals([transactionId, invocation?.json], ["", undefined]);
});

for (
  const [changes, problem] of [
    [{ type: undefined }, "No 'type' property."],
    [{ type: "x" }, "Unknown request type."],
    [{ uri: "" }, "Empty or missing 'uri' property."],
    [{ method: "get" }, "Unknown or missing 'method' property."],
    [{ method: "PATCH" }, "Unknown or missing 'method' property."],
    [{ query_strings: [{ name: "a" }] }, "Unable to parse 'query_strings' array."],
    [{ query_strings: [null] }, "Unable to parse 'query_strings' array."],
    [{ message_body: "{}" }, "No 'content_type' for 'message_body'."],
    [{ message_body: "{}", content_type: "text/plain" }, "Unknown content type."],
    [{ message_body: "{}", content_type: "application/json; charset=utf-8" }, "Unknown content type."],
    [{ message_body: "5", content_type: "application/json" }, "Unable to parse 'message_body' as 'application/json'."],
  ] as const
) {
  Deno.test(`readSocketRequest() finds in ${JSON.stringify(changes)}: ${problem}`, () => {
    const read_ = read(changes);

    assertEquals([read_?.problem, read_?.invocation], [problem, undefined]);
  });
}

Deno.test("readSocketRequest() reads nothing that is no JSON, or none with members", () => {
  assertEquals(["{", "5", ""].map((frame) => readSocketRequest(frame, undefined)), [undefined, undefined, undefined]);
  assertEquals(readSocketRequest("[]", undefined)?.problem, "No 'type' property.");
});

Deno.test("toSocketResponse() carries status, phrase and body, but no file", async () => {
  const asked = { transactionId: "t", requestId: "r", uri: "a" };
  const json = new Response('{"a":1}', {
    status: 404,
    statusText: "X",
    headers: { "content-type": "application/json" },
  });
  const file = new Response("RIFF", { headers: { "content-type": "audio/wav" } });
  const empty = new Response(null, { status: 204, statusText: "No Content" });
  const start = { type: "RESTResponse", transaction_id: "t", request_id: "r" };

  const responses = [];
  for (const response of [json, file, empty]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    responses.push(await toSocketResponse(asked, { kind: "response", response }));
  }

  assertEquals(responses, [
    {
      ...start,
      type: "RESTResponse",
      status_code: 404,
      reason_phrase: "X",
      uri: "a",
      content_type: "application/json",
      message_body: '{"a":1}',
    },
    { ...start, type: "RESTResponse", status_code: 406, reason_phrase: "Not Acceptable.  Use HTTP GET", uri: "a" },
    { ...start, type: "RESTResponse", status_code: 204, reason_phrase: "No Content", uri: "a" },
  ]);
});

Deno.test("what can not be read is answered 400, with the words of Asterisk", () => {
  const problem = toProblemResponse({ transactionId: "t", requestId: "", uri: "" }, "x");

  assertEquals([problem["status_code"], problem["reason_phrase"], problem["message_body"]], [
    400,
    "Bad request",
    '{"message":"x"}',
  ]);
  assertEquals(unreadableResponse()["reason_phrase"], "Failed to parse request message JSON");
});
