import { assertEquals, assertStringIncludes } from "@std/assert";
import { Describer } from "../../../ami/_tools/describe.ts";
import { eventTypeName, renderEvents } from "../../../ami/_tools/render_events.ts";

const none = { actions: {}, events: {}, fields: {}, answers: {}, headers: {} };

const event = { classes: [], modules: [], snapshots: [], headers: {} };

Deno.test("renderEvents() makes snapshots bases, with their prefixes", () => {
  const snapshots = ["channel:", "channel:Dest?", "bridge:Orig"];
  const text = renderEvents(
    { actions: {}, events: { Dial: { ...event, snapshots, headers: { A: "text" } } } },
    new Describer({
      ...none,
      events: { Dial: "Dials." },
      headers: { A: "First." },
    }),
  );

  assertStringIncludes(
    text,
    "/** Dials. */\nexport interface DialEvent extends AmiEventHeaders, ChannelSnapshot, " +
      'Partial<Prefixed<"Dest", ChannelSnapshot>>, Prefixed<"Orig", BridgeSnapshot> {\n' +
      '  /** Always `Dial`. */\n  readonly Event: "Dial";\n  /** First. */\n  readonly A: string;\n}\n',
  );
  assertStringIncludes(text, "  /** Dials. */\n  Dial: DialEvent;\n");
});

Deno.test("renderEvents() tells items and completions of lists from other events", () => {
  const list = { items: ["Item"], complete: "Done", start: "start" };
  const single = { items: ["Both"], complete: "Both" };
  const action = { privileges: [], modules: [], fields: {} };
  const text = renderEvents({
    actions: { Items: { ...action, list }, One: { ...action, list: single } },
    events: { Item: event, Done: event, Both: event },
  }, new Describer(none));

  assertStringIncludes(text, "interface ItemEvent extends AmiEventHeaders, AmiListItemHeaders {");
  assertStringIncludes(text, "interface DoneEvent extends AmiEventHeaders, AmiListCompleteHeaders {");
  assertStringIncludes(text, "interface BothEvent extends AmiEventHeaders, AmiListItemHeaders {");
});

Deno.test("renderEvents() adds the documented name where another is sent", () => {
  const text = renderEvents(
    { actions: {}, events: { Newexten: { ...event, documentedAs: "NewExten" } } },
    new Describer(none),
  );

  assertStringIncludes(text, "  Newexten: NewextenEvent;\n");
  assertStringIncludes(text, "  NewExten: NewextenEvent;\n");
});

Deno.test("eventTypeName() makes an identifier", () => {
  assertEquals(["Hangup", "AOC-D"].map(eventTypeName), ["HangupEvent", "AOCDEvent"]);
});
