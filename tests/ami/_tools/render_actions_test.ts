import { assertEquals, assertStringIncludes } from "@std/assert";
import { Describer } from "../../../ami/_tools/describe.ts";
import { renderActions } from "../../../ami/_tools/render_actions.ts";

const action = { privileges: [], modules: [], fields: {} };
const none = { actions: {}, events: {}, fields: {}, answers: {}, headers: {} };

const event = { classes: [], modules: [], snapshots: [], headers: {} };

Deno.test("renderActions() renders fields, answers and the map, with our descriptions", () => {
  const text = renderActions(
    {
      actions: {
        Ping: action,
        Getvar: { ...action, fields: { Variable: "text" }, response: { Value: "text" } },
      },
      events: {},
    },
    new Describer({
      ...none,
      actions: { Ping: "Pings.", Getvar: "Gets." },
      fields: { Variable: "Which." },
      answers: { "Getvar.Value": "What." },
    }),
  );

  assertStringIncludes(text, "export interface GetvarFields {\n  /** Which. */\n  readonly Variable: string;\n}\n");
  assertStringIncludes(
    text,
    "export interface GetvarResponse extends AmiResponseHeaders {\n  /** What. */\n  readonly Value: string;\n}",
  );
  assertStringIncludes(text, "  /** Pings. */\n  Ping: { fields: NoFields; response: AmiResponseHeaders };\n");
  assertStringIncludes(text, "  /** Gets. */\n  Getvar: { fields: GetvarFields; response: GetvarResponse };\n");
  assertEquals(text.includes("PingFields"), false);
});

Deno.test("renderActions() gives list actions the union of their items, or any event", () => {
  const text = renderActions({
    actions: {
      Queues: { ...action, list: { items: ["A", "AOC-D"], complete: "Done", start: "start" } },
      Wait: { ...action, list: { items: [], complete: "Done" } },
    },
    events: { A: event, "AOC-D": event, Done: event },
  }, new Describer(none));

  assertStringIncludes(
    text,
    "Queues: { fields: NoFields; response: AmiListStartHeaders; item: AEvent | AOCDEvent };",
  );
  assertStringIncludes(
    text,
    "Wait: { fields: NoFields; response: AmiResponseHeaders; item: AmiEvents[keyof AmiEvents] };",
  );
  assertStringIncludes(text, 'import type { AEvent, AOCDEvent, AmiEvents } from "./events.ts";');
});
