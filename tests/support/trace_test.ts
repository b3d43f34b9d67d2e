import { assertEquals, assertStringIncludes } from "@std/assert";
import { contradictions, happensBefore, normalize, type WireEvent } from "./trace.ts";

const time = "2026-11-22T01:27:00.249+0000";

function channelEvent(type: string, id: string, more: Record<string, unknown> = {}): WireEvent {
  return {
    type,
    timestamp: time,
    channel: { id, name: `PJSIP/alice-0000000${id.at(-1)}`, creationtime: time },
    ...more,
  };
}

Deno.test("normalize() gives two runs of one call the same text", () => {
  const first = normalize([channelEvent("StasisStart", "1700000000.1", { asterisk_id: "aa" })]);
  const second = normalize([channelEvent("StasisStart", "1800000000.7", { asterisk_id: "bb" })]);

  assertEquals(first, second);
  assertStringIncludes(
    JSON.stringify(first),
    '"id":"<channel 1>","name":"PJSIP/alice-<number>","creationtime":"<time>"',
  );
});

Deno.test("normalize() keeps a time that is not written as Asterisk writes it, so that it is seen", () => {
  const [event] = normalize([{ type: "StasisStart", timestamp: "2026-11-22T01:27:00Z" }]);

  assertEquals(event?.timestamp, "2026-11-22T01:27:00Z");
});

Deno.test("happensBefore() is the order that all runs share", () => {
  const [a, b, c] = [{ type: "A" }, { type: "B" }, { type: "C" }];

  const shared = happensBefore([[a, b, c], [a, c, b]]);

  assertEquals(shared.size, 2);
  assertEquals([...shared].every((pair) => pair.startsWith("A")), true);
});

Deno.test("contradictions() reports a field, a missing event and an order that no recorded run has", () => {
  const start = channelEvent("StasisStart", "1.1");
  const end = channelEvent("StasisEnd", "1.1");
  const recorded = [normalize([start, { type: "Other" }, end])];

  assertEquals(contradictions(normalize([start, { type: "Other" }, end]), recorded), []);
  assertStringIncludes(contradictions(normalize([{ ...start, args: [] }, end]), recorded).join(), '"args":[]');
  assertStringIncludes(contradictions(normalize([start, { type: "Other" }]), recorded).join(), "nothing");
  assertStringIncludes(contradictions(normalize([end, { type: "Other" }, start]), recorded).join(), "came after");
});
