import { assertEquals } from "@std/assert";
import { checkHandshake, failedRegistration, missingApplication } from "../../../../simulator/fronts/ari/handshake.ts";
import { HttpHeaders } from "../../../../simulator/http/headers.ts";

function check(changes: Record<string, string | undefined>): string {
  const headers = { "Upgrade": "websocket", "Sec-WebSocket-Key": "x", "Sec-WebSocket-Version": "13", ...changes };
  const list = Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, value] as const]);
  const handshake = checkHandshake({
    method: "GET",
    target: "/",
    remoteAddress: "127.0.0.1",
    headers: new HttpHeaders(list),
    readBody: () => Promise.resolve({ kind: "broken" }),
  }, "Asterisk");
  if (handshake.kind === "accepted") return `accepted ${JSON.stringify(handshake.protocol)}`;
  return handshake.responses.map(({ status, headers }) => {
    return `${status} ${headers.get("content-type") ?? headers.get("sec-websocket-version")}`;
  }).join();
}

for (
  const [changes, expected] of [
    [{}, "accepted undefined"],
    [{ "Upgrade": undefined }, "426 text/html"],
    [{ "Upgrade": "h2c", "Sec-WebSocket-Key": undefined }, "426 text/html"],
    [{ "Upgrade": "WebSocket" }, "accepted undefined"],
    [{ "Sec-WebSocket-Key": undefined }, "400 7, 8, 13"],
    [{ "Sec-WebSocket-Version": undefined }, "400 7, 8, 13"],
    [{ "Sec-WebSocket-Version": "12" }, "400 7, 8, 13"],
    [{ "Sec-WebSocket-Version": "7" }, "accepted undefined"],
    [{ "Sec-WebSocket-Version": "8x" }, "accepted undefined"],
    [{ "Sec-WebSocket-Protocol": "sip" }, "400 7, 8, 13"],
    [{ "Sec-WebSocket-Protocol": "sip, ARI , x" }, 'accepted " ARI"'],
  ] as const
) {
  Deno.test(`checkHandshake() says ${expected} to ${JSON.stringify(changes)}`, () => {
    assertEquals(check(changes), expected);
  });
}

Deno.test("a WebSocket that can not be opened gets several responses", () => {
  const phrases = (responses: Response[]) => responses.map(({ status, statusText }) => `${status} ${statusText}`);

  assertEquals(phrases(missingApplication("Asterisk")), ["400 Bad Request", "400 Bad Request"]);
  assertEquals(phrases(failedRegistration("Asterisk")), [
    "500 Internal Server Error",
    "500 Server Error",
    "400 Bad Request",
  ]);
});
