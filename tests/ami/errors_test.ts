import {
  AmiAuthenticationError,
  AmiConnectionError,
  AmiError,
  AmiOriginateError,
  AmiProtocolError,
  AmiResponseError,
} from "../../ami/errors.ts";
import { amiMessage } from "../support/ami_messages.ts";
import { assertEquals, assertInstanceOf } from "@std/assert";

Deno.test("AmiResponseError names the action and has Asterisk's own words", () => {
  const response = amiMessage("Response: Error", "Message: No such channel");
  const error = new AmiResponseError("Hangup", response);

  assertInstanceOf(error, AmiError);
  assertEquals([error.name, error.action, error.response], ["AmiResponseError", "Hangup", response]);
  assertEquals(error.message, 'Cannot run action Hangup: Asterisk answered Error "No such channel"');
});

Deno.test("AmiOriginateError says why nobody answered", () => {
  const error = new AmiOriginateError("PJSIP/alice", amiMessage("Event: OriginateResponse", "Reason: 5"));

  assertEquals([error.reason, error.message], [5, 'Cannot originate "PJSIP/alice": it was busy (reason 5)']);
});

Deno.test("AmiConnectionError says what is known of the outcome, unknown unless told otherwise", () => {
  assertEquals(new AmiConnectionError("x").outcome, "unknown");
  assertEquals(new AmiConnectionError("x", { outcome: "not-sent" }).outcome, "not-sent");
});

Deno.test("AmiAuthenticationError names the user", () => {
  const error = new AmiAuthenticationError("admin", "Authentication failed");
  assertEquals([error.username, error.message], ["admin", 'Cannot log in as "admin": Authentication failed']);
});

Deno.test("errors of the AMI client are AmiErrors with their own names", () => {
  const error = new AmiProtocolError("Cannot read an AMI message", { cause: 5 });

  assertEquals(error instanceof AmiError, true);
  assertEquals(`${error}`, "AmiProtocolError: Cannot read an AMI message");
  assertEquals(error.cause, 5);
});
