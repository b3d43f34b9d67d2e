import { AriConnectionError, AriError, AriGoneError, AriProtocolError, AriResponseError } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf } from "@std/assert";

Deno.test("every error of the client is an AriError with its own name", () => {
  const details = { operation: "channels.get", method: "GET", path: "/channels/x", status: 404, body: undefined };
  const errors = [
    new AriResponseError(details),
    new AriConnectionError("Cannot reach it"),
    new AriGoneError("Cannot wait"),
    new AriProtocolError("Cannot read it"),
  ];

  for (const error of errors) assertInstanceOf(error, AriError);
  assertEquals(errors.map(({ name }) => name), [
    "AriResponseError",
    "AriConnectionError",
    "AriGoneError",
    "AriProtocolError",
  ]);
  assertEquals(
    errors.map(String)[0],
    "AriResponseError: Cannot run channels.get (GET /channels/x): Asterisk answered 404",
  );
});

Deno.test("AriConnectionError does not know the outcome unless it is told, and keeps its cause", () => {
  const cause = new Error("tcp");

  assertEquals(new AriConnectionError("Cannot reach it").outcome, "unknown");
  assertEquals(new AriConnectionError("Cannot reach it", { outcome: "not-sent", cause }).outcome, "not-sent");
  assertEquals(new AriConnectionError("Cannot reach it", { cause }).cause, cause);
});

Deno.test("AriResponseError shortens a long page and drops its tags", () => {
  const body = `<html><p>${"word ".repeat(100)}</p></html>`;

  const { message } = new AriResponseError({ operation: "x.y", method: "GET", path: "/", status: 400, body });

  assertEquals(message.includes("<"), false);
  assertEquals(message.length < 300, true);
});
