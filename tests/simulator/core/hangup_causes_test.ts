import { assertEquals } from "@std/assert";
import { causeOfReason, causeOfSipStatus, causeText, sipStatusOf } from "../../../simulator/core/hangup_causes.ts";

Deno.test("causeText() gives Asterisk's words, and Unknown for what has none", () => {
  assertEquals([causeText(16), causeText(17), causeText(0), causeText(99)], [
    "Normal Clearing",
    "User busy",
    "Unknown",
    "Info. element nonexist or not implemented",
  ]);
});

Deno.test("causeOfReason() knows ARI's reasons and nothing else", () => {
  assertEquals([causeOfReason("busy"), causeOfReason("no_answer"), causeOfReason("toString")], [17, 19, undefined]);
});

Deno.test("sipStatusOf() gives 0 for causes that SIP has no status for", () => {
  assertEquals([sipStatusOf(17), sipStatusOf(21), sipStatusOf(16)], [486, 403, 0]);
});

Deno.test("causeOfSipStatus() knows statuses, and takes the others for what their class means", () => {
  assertEquals([404, 480, 486, 503, 603, 499, 599, 699, 399].map(causeOfSipStatus), [
    1,
    19,
    17,
    34,
    21,
    127,
    34,
    127,
    16,
  ]);
});
