import { assertEquals } from "@std/assert";
import {
  allocationFailed,
  binaryResponse,
  emptyResponse,
  jsonResponse,
  Refusal,
  refusalResponse,
} from "../../../../simulator/fronts/ari/responses.ts";

Deno.test("jsonResponse() and emptyResponse() say what kind of success it is", async () => {
  const json = jsonResponse(201, { a: 1 }, { Location: "/ari/x" });
  const empty = emptyResponse({ Allow: "OPTIONS" });

  assertEquals([json.status, json.statusText, await json.text()], [201, "Created", '{"a":1}']);
  assertEquals([...json.headers], [["content-type", "application/json"], ["location", "/ari/x"]]);
  assertEquals([empty.status, empty.statusText, [...empty.headers]], [204, "No Content", [["allow", "OPTIONS"]]]);
});

Deno.test("allocationFailed() has an error and no message", async () => {
  const response = allocationFailed();

  assertEquals([response.status, await response.json()], [500, { error: "Allocation failed" }]);
});

Deno.test("refusalResponse() carries the message, the headers and Asterisk's phrase", async () => {
  const refusal = new Refusal(404, "Provided variable was not found", { headers: { Allow: "OPTIONS" }, closes: true });

  const response = refusalResponse(refusal);

  assertEquals([response.status, response.statusText], [404, "Variable Not Found"]);
  assertEquals([response.headers.get("allow"), refusal.closes], ["OPTIONS", true]);
  assertEquals(await response.json(), { message: "Provided variable was not found" });
});

Deno.test("binaryResponse() sends bytes as what they are", async () => {
  const response = binaryResponse(Uint8Array.of(0, 255), "audio/wav");

  assertEquals([response.status, response.statusText], [200, "OK"]);
  assertEquals([...response.headers], [["content-type", "audio/wav"]]);
  assertEquals(await response.bytes(), Uint8Array.of(0, 255));
});
