import { assertEquals, assertThrows } from "@std/assert";
import { AriProtocolError, AriResponseError } from "../../ari/errors.ts";
import { type Exchange, readAnswer } from "../../ari/exchange.ts";

function exchange(name: string, more: Partial<Exchange> = {}): Exchange {
  return { name, request: { method: "GET", path: "/asterisk/ping", query: "" }, kind: "model", ...more };
}

Deno.test("readAnswer() gives results and throws errors alike, whichever way an answer came", () => {
  const json = { type: "application/json", text: '{"message":"Channel not found"}' };

  assertEquals(readAnswer(exchange("x"), { ...json, status: 200 }), { message: "Channel not found" });
  assertEquals(readAnswer(exchange("x", { kind: "void" }), { status: 204, type: undefined, text: "" }), undefined);
  assertEquals(
    Object(readAnswer(exchange("x", { kind: "raw" }), { ...json, status: 200 })).body.message,
    "Channel not found",
  );
  assertThrows(
    () => readAnswer(exchange("x"), { ...json, status: 404 }),
    AriResponseError,
    'Cannot run x (GET /asterisk/ping): Asterisk answered 404 "Channel not found"',
  );
  assertThrows(
    () => readAnswer(exchange("x"), { status: 200, type: "text/html", text: "<p>" }),
    AriProtocolError,
    "text/html",
  );
});
