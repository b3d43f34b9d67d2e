import { assertEquals, assertThrows } from "@std/assert";
import { asteriskFacts, parseHeaderKey, parseSnapshot } from "../../../ami/_tools/facts.ts";

Deno.test("parseHeaderKey() tells what may be absent and what stands for several headers", () => {
  assertEquals(parseHeaderKey("Channel"), { name: "Channel", optional: false, placeholder: undefined });
  assertEquals(parseHeaderKey("Channel?"), { name: "Channel", optional: true, placeholder: undefined });
  assertEquals(parseHeaderKey("Cat-{number}?"), { name: "Cat-{number}", optional: true, placeholder: "number" });
  assertEquals(parseHeaderKey("{text}?"), { name: "{text}", optional: true, placeholder: "text" });
});

Deno.test("parseSnapshot() takes kind, prefix and whether it may be absent", () => {
  assertEquals(parseSnapshot("channel:"), { kind: "channel", prefix: "", optional: false });
  assertEquals(parseSnapshot("bridge:Orig?"), { kind: "bridge", prefix: "Orig", optional: true });
  assertThrows(() => parseSnapshot("queue:"), SyntaxError, 'Cannot read the snapshot "queue:"');
});

Deno.test("names of actions and events differ by more than case, as Asterisk does not look at it", () => {
  for (const names of [Object.keys(asteriskFacts.actions), Object.keys(asteriskFacts.events)]) {
    assertEquals(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  }
});
