import { EventWishes } from "../../ami/event_wishes.ts";
import { assertEquals } from "@std/assert";

Deno.test("EventWishes keeps the last mask, and logs in without events where filters come first", () => {
  const wishes = new EventWishes("on");
  assertEquals(wishes.loginMask, "on");
  wishes.see("events", { eventmask: "system" });
  assertEquals(wishes.loginMask, "system");
  wishes.see("Filter", { Operation: "Add", Filter: "Event: Hangup" });
  wishes.see("Ping", {});
  assertEquals(wishes.loginMask, "off");
});

Deno.test.each([
  ["on", true],
  ["all", true],
  ["system, call", true],
  ["2", true],
  ["off", false],
  ["system", false],
  ["CALL", false],
  ["4", false],
])("EventWishes.hasCalls knows mask %s", (mask, expected) => {
  assertEquals(new EventWishes(mask).hasCalls, expected);
});

Deno.test("EventWishes.asksFor() knows the classes of masks, by words and by bits, and whether there are filters", () => {
  const wishes = new EventWishes("agent,2049");
  assertEquals(
    ["agent", "call", "system", "dialplan", "unheard"].map((name) => wishes.asksFor(name)),
    [true, false, true, true, false],
  );
  assertEquals(wishes.hasFilters, false);
  wishes.see("Filter", { Operation: "Add", Filter: "!Event: VarSet" });
  assertEquals(wishes.hasFilters, true);
});
