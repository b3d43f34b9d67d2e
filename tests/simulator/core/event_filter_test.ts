import { assertEquals } from "@std/assert";
import { EventFilter } from "../../../simulator/core/event_filter.ts";

Deno.test("EventFilter sends only what is allowed, and never what is disallowed", () => {
  const filter = new EventFilter();

  filter.set({ allowed: [{ type: "Dial" }, { type: "StasisEnd" }], disallowed: [{ type: "Dial" }] });

  assertEquals(["Dial", "StasisEnd", "StasisStart"].map((type) => filter.allows(type)), [false, true, false]);
});

Deno.test("EventFilter keeps what a definition does not name, and what else an entry holds", () => {
  const filter = new EventFilter();
  filter.set({ disallowed: [{ type: "Dial", why: "noise" }] });

  filter.set({ allowed: [] });
  filter.set({ other: 1 });

  assertEquals([filter.allowed, filter.disallowed], [[], [{ type: "Dial", why: "noise" }]]);
});

for (const nothing of [undefined, {}]) {
  Deno.test(`EventFilter is reset by ${JSON.stringify(nothing)}`, () => {
    const filter = new EventFilter();
    filter.set([{ type: "Dial" }]);

    assertEquals(filter.set(nothing), true);
    assertEquals([filter.allowed, filter.disallowed], [[], []]);
  });
}

Deno.test("EventFilter makes a bare list both", () => {
  const filter = new EventFilter();

  filter.set([{ type: "Dial" }]);

  assertEquals([filter.allowed, filter.disallowed], [[{ type: "Dial" }], [{ type: "Dial" }]]);
});

for (
  const malformed of [["Dial"], [{}], { disallowed: "Dial" }, { disallowed: null }, { disallowed: [{ type: "" }] }, {
    disallowed: [{ type: 1 }],
  }]
) {
  Deno.test(`EventFilter refuses ${JSON.stringify(malformed)}`, () => {
    const filter = new EventFilter();

    assertEquals([filter.set(malformed), filter.allowed, filter.disallowed], [false, [], []]);
  });
}

Deno.test("EventFilter takes what is disallowed before it stumbles over what is allowed", () => {
  const filter = new EventFilter();

  const isTaken = filter.set({ disallowed: [{ type: "Dial" }], allowed: [{ kind: "Dial" }] });

  assertEquals([isTaken, filter.disallowed], [false, [{ type: "Dial" }]]);
});
