import { assertEquals, assertThrows } from "@std/assert";
import { AmiConnectionError, AmiProtocolError } from "@asterism/asterisk/ami";
import { eventsOf, waitAction } from "../../../ami/http/wait_event.ts";

const head = "Response: Success\r\nActionID: w1\r\nMessage: Waiting for Event completed.\r\n\r\n";
const tail = "Event: WaitEventComplete\r\nActionID: w1\r\n\r\n";

Deno.test("eventsOf() leaves the events alone, also one that looks like the end", () => {
  const event = "Event: WaitEventComplete\r\nActionID: w0\r\n\r\n";

  assertEquals(eventsOf(head + tail, "w1"), "");
  assertEquals(eventsOf(head + event + tail, "w1"), event);
  assertEquals(waitAction("w1", 10), "Action: WaitEvent\r\nActionID: w1\r\nTimeout: 10");
});

Deno.test("eventsOf() throws for an answer that another wait has taken, for a refusal, and for what is none", () => {
  assertThrows(() => eventsOf("", "w1"), AmiConnectionError, "another WaitEvent has taken the events");
  assertThrows(
    () => eventsOf("Response: Error\r\nActionID: w1\r\nMessage: Permission denied\r\n\r\n", "w1"),
    AmiConnectionError,
    'answered "Permission denied"',
  );
  for (const text of [head, head + tail.slice(0, -2), tail, head + tail + tail.slice(5), "<html>"]) {
    assertThrows(() => eventsOf(text, "w1"), AmiProtocolError, "Cannot read the answer to WaitEvent");
  }
  assertThrows(() => eventsOf(head + tail, "w2"), AmiProtocolError);
});
