import { assertEquals, assertStringIncludes } from "@std/assert";
import { eventsAbout, renderEvents } from "../../../ari/_tools/render_events.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();

Deno.test("renderEvents() writes events and their live parts with objects, and the map of all events", () => {
  const text = renderEvents(input);

  assertStringIncludes(text, 'import type { Channel } from "./objects.ts";\nimport type { Event } from "./wire.ts";');
  assertStringIncludes(text, "export interface Referral {\n  /** Where from. */\n  readonly source?: Channel;\n}");
  assertStringIncludes(
    text,
    `export interface AriEventMap {
  /** A call came. */
  readonly StasisStart: StasisStart;
  /** An answer. */
  readonly Pong: Pong;
}`,
  );
});

Deno.test("eventsAbout() finds the events that carry an object", () => {
  assertEquals([eventsAbout("Channel", input), eventsAbout("Sound", input)], [["StasisStart"], []]);
});
