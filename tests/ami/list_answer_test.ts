import { AmiConnectionError } from "../../ami/errors.ts";
import { ListAnswer } from "../../ami/list_answer.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { amiMessage } from "../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

/** What a list reads of these messages, as text. */
function read(action: string, ...messages: readonly AmiMessage[]): string[] {
  const seen: string[] = [];
  const answer = new ListAnswer(action, {
    item: (message) => seen.push(`item ${message.name}`),
    end: (message) => seen.push(`end ${message.name}`),
    fail: (error) => seen.push(`fail ${error.message}`),
  });
  for (const message of messages) {
    if (message.kind === "response") seen.push(`over ${answer.response(message)}`);
    else seen.push(answer.event(message));
  }
  return seen;
}

const start = amiMessage("Response: Success", "EventList: start", "Message: Channels will follow");

Deno.test("ListAnswer reads items to the event that completes the list, whatever that is called", () => {
  const item = amiMessage("Event: PeerEntry", "ObjectName: a");
  const end = amiMessage("Event: PeerlistComplete", "EventList: Complete", "ListItems: 1");

  assertEquals(read("IAXpeers", start, item, end), [
    "over false",
    "item PeerEntry",
    "taken",
    "end PeerlistComplete",
    "last",
  ]);
});

Deno.test("ListAnswer knows Start of FAXSessions, and a list that is cancelled", () => {
  const faxes = amiMessage("Response: Success", "EventList: Start");
  const end = amiMessage("Event: FAXSessionsComplete", "EventList: cancelled");

  assertEquals(read("FAXSessions", faxes, end), ["over false", "end FAXSessionsComplete", "last"]);
});

Deno.test("ListAnswer takes an error for an empty list only where Asterisk means that", () => {
  const none = amiMessage("Response: Error", "Message: No endpoints found");
  const denied = amiMessage("Response: Error", "Message: Permission denied");

  assertEquals(read("PJSIPShowEndpoints", none), ["end Error", "over true"]);
  assertEquals(read("PJSIPShowEndpoints", denied), [
    'fail Cannot run action PJSIPShowEndpoints: Asterisk answered Error "Permission denied"',
    "over true",
  ]);
  assertEquals(read("PJSIPShowEndpoint", none)[1], "over true");
});

Deno.test("ListAnswer ends with an error that comes instead of the rest of a list", () => {
  const error = amiMessage("Response: Error", "Message: Could not complete channel map");

  assertEquals(read("CoreShowChannelMap", start, error), [
    "over false",
    'fail Cannot run action CoreShowChannelMap: Asterisk answered Error "Could not complete channel map"',
    "over true",
  ]);
});

Deno.test("ListAnswer reads one event behind FAXStats, and the events of WaitEvent to its end", () => {
  const success = amiMessage("Response: Success");

  assertEquals(read("FAXStats", success, amiMessage("Event: FAXStats")), [
    "over false",
    "item FAXStats",
    "end FAXStats",
    "last",
  ]);
  assertEquals(read("WaitEvent", success, amiMessage("Event: Hangup"), amiMessage("Event: WaitEventComplete")), [
    "over false",
    "item Hangup",
    "taken",
    "end WaitEventComplete",
    "last",
  ]);
});

Deno.test("ListAnswer is over at once when no list follows, and leaves events from before it alone", () => {
  assertEquals(read("Hangup", amiMessage("Event: UserEvent"), amiMessage("Response: Success")), [
    "other",
    "end Success",
    "over true",
  ]);
});

Deno.test("ListAnswer.fail() tells the reader", () => {
  const seen: string[] = [];
  const reader = { item() {}, end() {}, fail: (error: Error) => seen.push(error.message) };
  new ListAnswer("QueueStatus", reader).fail(new AmiConnectionError("gone"));

  assertEquals(seen, ["gone"]);
});
