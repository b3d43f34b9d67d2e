import { AmiConnectionError, type AmiError } from "../../ami/errors.ts";
import { type AnswerSink, type EventPart, PendingActions } from "../../ami/pending_actions.ts";
import { amiMessage } from "../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

function entry(sink: Partial<AnswerSink>) {
  return { sink: { response: () => true, fail: () => {}, ...sink }, isTouched: false };
}

Deno.test("PendingActions gives an answer to the action of its ActionID, once", () => {
  const over: unknown[] = [];
  const pending = new PendingActions((entry) => over.push(entry));
  const [first, second] = [entry({}), entry({})];
  pending.add("1", first);
  pending.add("2", second);

  assertEquals(pending.takeResponse(amiMessage("Response: Success", "ActionID: 2")), true);
  assertEquals(pending.takeResponse(amiMessage("Response: Error", "ActionID: 2")), false);
  assertEquals(pending.takeResponse(amiMessage("Response: Error")), false);
  assertEquals([pending.size, over, first.isTouched, second.isTouched], [1, [second], false, true]);
});

Deno.test("PendingActions gives events to actions that are answered by events, as far as these take them", () => {
  const pending = new PendingActions();
  const parts: EventPart[] = ["other", "taken", "last"];
  pending.add("list", entry({ response: () => false, event: () => parts.shift() ?? "other" }));
  pending.add("plain", entry({}));
  const event = amiMessage("Event: X", "ActionID: list");

  assertEquals([1, 2, 3, 4].map(() => pending.takeEvent(event)), [false, true, true, false]);
  assertEquals(pending.takeEvent(amiMessage("Event: X", "ActionID: plain")), false);
  assertEquals(pending.size, 1);
});

Deno.test("PendingActions passes the end of an answer on when it is an event for all", () => {
  const pending = new PendingActions();
  pending.add("call", entry({ response: () => false, event: () => "sharedLast" }));

  assertEquals(pending.takeEvent(amiMessage("Event: OriginateResponse", "ActionID: call")), false);
  assertEquals(pending.size, 0);
});

Deno.test("PendingActions.failAll() ends each one with its own error", () => {
  const errors: AmiError[] = [];
  const pending = new PendingActions();
  pending.add("1", entry({ fail: (error) => errors.push(error) }));
  pending.add("2", entry({ fail: (error) => errors.push(error) }));
  let count = 0;
  pending.failAll(() => new AmiConnectionError(`${++count}`));

  assertEquals([errors.map(({ message }) => message), pending.size], [["1", "2"], 0]);
  assertEquals(pending.remove("1"), undefined);
});
