import { assertEquals, assertThrows } from "@std/assert";
import { parseServerUrl } from "../../ari/server_url.ts";

Deno.test("parseServerUrl() finds REST and WebSocket addresses, with and without a prefix", () => {
  assertEquals(parseServerUrl("http://127.0.0.1:8088/"), {
    href: "http://127.0.0.1:8088",
    base: "http://127.0.0.1:8088/ari",
    webSocketBase: "ws://127.0.0.1:8088/ari",
  });
  assertEquals(parseServerUrl("https://[::1]:8089/pbx").webSocketBase, "wss://[::1]:8089/pbx/ari");
  assertEquals(parseServerUrl("http://pbx/ari/").base, "http://pbx/ari");
});

Deno.test("parseServerUrl() says what is wrong with an address", () => {
  assertThrows(() => parseServerUrl("127.0.0.1:8088"), TypeError, 'Cannot connect to "127.0.0.1:8088": not a URL');
  assertThrows(() => parseServerUrl("localhost:8088"), TypeError, "expected http: or https:, not localhost:");
  assertThrows(() => parseServerUrl("ws://pbx"), TypeError, "expected http: or https:, not ws:");
  assertThrows(() => parseServerUrl(""), TypeError, "not a URL");
  assertThrows(() => parseServerUrl("http://pbx?api_key=a:b"), TypeError, "expected no query");
});

Deno.test("parseServerUrl() shows no password, whatever is wrong", () => {
  for (
    const url of [
      "http://me:hunter2@pbx",
      "ftp://me:hunter2@pbx",
      "http://me:hunter2@",
      "http://pbx?api_key=me:hunter2",
    ]
  ) {
    const error = assertThrows(() => parseServerUrl(url), TypeError);
    assertEquals(error.message.includes("hunter2"), false, error.message);
  }
});
