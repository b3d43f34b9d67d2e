import { assertEquals, assertStringIncludes } from "@std/assert";
import { emptyResponse, htmlResponse, jsonResponse, Refusal } from "../../../../simulator/fronts/ari/responses.ts";

Deno.test("jsonResponse() and emptyResponse() carry Asterisk's headers", async () => {
  const json = jsonResponse(201, { a: 1 }, { Location: "/ari/x" });
  const empty = emptyResponse();

  assertEquals([json.status, await json.text(), json.headers.get("location")], [201, '{"a":1}', "/ari/x"]);
  assertEquals([empty.status, empty.headers.get("content-type")], [204, null]);
  for (const { headers } of [json, empty]) {
    assertEquals([headers.get("server"), headers.get("cache-control")], ["Asterisk/22.10.1", "no-cache, no-store"]);
  }
});

Deno.test("htmlResponse() is a page in which nothing is markup", async () => {
  const response = htmlResponse(400, "<b>");
  const text = await response.text();

  assertEquals(response.headers.get("content-type"), "text/html");
  assertStringIncludes(text, "<title>400 Bad Request</title>");
  assertStringIncludes(text, "<p>&lt;b&gt;</p>");
});

Deno.test("Refusal carries status and headers", () => {
  const refusal = new Refusal(405, "Invalid method", { Allow: "OPTIONS" });

  assertEquals([refusal.status, refusal.message, refusal.headers], [405, "Invalid method", { Allow: "OPTIONS" }]);
});
