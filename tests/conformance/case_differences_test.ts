import { assertEquals } from "@std/assert";
import { differences } from "./case_differences.ts";
import type { Case } from "./cases/script.ts";
import { type GoldenCase, scriptSum, toGolden } from "./golden_cases.ts";

const given: Case = {
  name: "x: y",
  operation: "channels.answer",
  given: [],
  steps: [{ request: "POST /channels/~c/answer" }],
};

function event(type: string, id: string, state = "Up"): string {
  return JSON.stringify({ type, channel: { id, state }, application: "app" });
}

const run = { answers: ['{"status":204}'], events: [event("A", "c"), event("B", "d"), event("C", "c")] };
const golden: GoldenCase = toGolden(given, [run]);

Deno.test("differences() finds none in the run that was recorded", () => {
  assertEquals(differences(given, run, golden), []);
});

Deno.test("differences() does not mind the order between objects", () => {
  const events = [event("B", "d"), event("A", "c"), event("C", "c")];

  assertEquals(differences(given, { ...run, events }, golden), []);
});

for (
  const [what, changed] of [
    ["another status", { ...run, answers: ['{"status":200}'] }],
    ["a field more", { ...run, answers: ['{"status":204,"body":{}}'] }],
    ["a field less", { ...run, answers: ["{}"] }],
    ["no answer", { ...run, answers: [] }],
    ["an event less", { ...run, events: run.events.slice(1) }],
    ["an event more", { ...run, events: [...run.events, event("A", "c")] }],
    ["an event of another object", { ...run, events: [...run.events, event("A", "e")] }],
    ["another order of an object's events", { ...run, events: run.events.toReversed() }],
    ["another field of an event", { ...run, events: [event("A", "c", "Ring"), ...run.events.slice(1)] }],
    ["no events", { ...run, events: [] }],
  ] as const
) {
  Deno.test(`differences() finds ${what}`, () => {
    assertEquals(differences(given, changed, golden).length > 0, true);
  });
}

Deno.test("differences() accepts each way in which the recorded runs went, also mixed", () => {
  const other = { answers: ['{"status":409}'], events: [event("A", "c"), event("B", "d", "Ring"), event("C", "c")] };
  const both = toGolden(given, [run, other]);

  assertEquals(differences(given, { answers: run.answers, events: other.events }, both), []);
  assertEquals(differences(given, { answers: other.answers, events: run.events }, both), []);
});

Deno.test("scriptSum() tells scripts apart", () => {
  assertEquals(scriptSum(given) === scriptSum({ ...given, steps: [{ request: "POST /channels/~d/answer" }] }), false);
});
