import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { glimpse, type Known, Roster, rosterEvents } from "../../ari/roster.ts";

function event(type: string, fields: object): { type: string } {
  return { type, ...fields };
}

function listed({ channels, bridges }: Known): unknown {
  return { channels: Object.fromEntries(channels), bridges: [...bridges] };
}

Deno.test("Roster knows what events told of and have not seen end, and what it is told otherwise", () => {
  const roster = new Roster({ hearsAll: false });
  const channel = (id: string) => ({ channel: { id }, application: "app" });
  const bridge = (id: string) => ({ bridge: { id } });
  roster.see(event("StasisStart", channel("1")));
  roster.see(event("ChannelCreated", channel("2")));
  roster.see(event("StasisStart", channel("3")));
  roster.see(event("StasisEnd", channel("1")));
  roster.see(event("ChannelDestroyed", channel("3")));
  roster.see(event("StasisStart", channel("4")));
  roster.see(event("BridgeCreated", bridge("a")));
  roster.see(event("BridgeCreated", bridge("b")));
  roster.see(event("BridgeDestroyed", bridge("a")));
  roster.see(event("StasisStart", { channel: "nonsense" }));
  const before = roster.snapshot();
  roster.addChannel("5", "app");
  roster.addBridge("c");
  roster.forget("2");
  roster.forget("b");

  assertEquals(listed(before), { channels: { 2: undefined, 4: "app" }, bridges: ["b"] });
  assertEquals(listed(roster.snapshot()), { channels: { 4: "app", 5: "app" }, bridges: ["c"] });
  roster.forgetApp("other");
  roster.forgetApp("app");
  assertEquals(listed(roster.snapshot()), { channels: {}, bridges: ["c"] });
});

Deno.test("Roster goes on knowing a channel that has left the application, where its end will be heard", () => {
  const roster = new Roster({ hearsAll: true });
  const channel = { id: "1" };
  roster.see(event("ChannelCreated", { channel, application: "app" }));
  roster.see(event("StasisStart", { channel, application: "app" }));
  roster.see(event("StasisEnd", { channel, application: "app" }));
  const between = roster.snapshot();
  roster.see(event("ChannelDestroyed", { channel, application: "app" }));

  assertEquals(listed(between), { channels: { 1: undefined }, bridges: [] });
  assertEquals(listed(roster.snapshot()), { channels: {}, bridges: [] });
});

Deno.test("Roster keeps a channel that was moved, whichever event comes first", () => {
  const roster = new Roster({ hearsAll: false });
  const channel = { id: "1" };
  roster.see(event("StasisStart", { channel, application: "one" }));
  roster.see(event("StasisStart", { channel, application: "two" }));
  roster.see(event("StasisEnd", { channel, application: "one" }));

  assertEquals(listed(roster.snapshot()), { channels: { 1: "two" }, bridges: [] });
});

Deno.test("Roster keeps apart what it was told of since a snapshot, until it is asked", () => {
  const roster = new Roster({ hearsAll: false });
  const told = (id: string) => roster.see(event("StasisStart", { channel: { id }, application: "app" }));
  told("1");
  roster.snapshot();
  told("2");
  roster.see(event("BridgeDestroyed", { bridge: { id: "a" } }));

  assertEquals([...roster.takeTold()], ["2", "a"]);
  told("3");
  assertEquals([...roster.takeTold()], []);
});

Deno.test("glimpse() reads who is where of a text, or says that it must be parsed", () => {
  const read = (type: string, fields: object): object | undefined => glimpse(type, JSON.stringify({ type, ...fields }));
  const application = "an application with a long name";
  const channel = { id: "1763774820.10000" };

  assertEquals([
    read("StasisStart", { args: [], channel, application }),
    read("StasisEnd", { channel, application }),
    read("ChannelCreated", { channel }),
    read("BridgeCreated", { bridge: { id: "a" } }),
  ], [
    { type: "StasisStart", channel, application },
    { type: "StasisEnd", channel, application },
    { type: "ChannelCreated", channel },
    { type: "BridgeCreated", bridge: { id: "a" } },
  ]);
  const left = [
    read("StasisStart", { args: ["{"], channel, application }),
    read("StasisStart", { channel, application, more: true }),
    read("StasisStart", { channel, application: '"' }),
    read("ChannelCreated", { channel: { name: "x", id: "4" } }),
    read("ChannelDestroyed", { cause: 16, channel }),
    read("ChannelVarset", { channel }),
  ];
  assertEquals(new Set(left), new Set([undefined]));
});

Deno.test("Roster knows the same of events and of glimpses of their texts", () => {
  const subject = fc.record({ id: fc.constantFrom("1", "2", '"', "\\") });
  const events = fc.array(fc.record({
    type: fc.constantFrom(...rosterEvents),
    args: fc.array(fc.string(), { maxLength: 1 }),
    channel: subject,
    bridge: subject,
    application: fc.constantFrom("one", "two", ',"application":"'),
  }));
  fc.assert(fc.property(events, fc.boolean(), (events, hearsAll) => {
    const seeing = new Roster({ hearsAll });
    const glancing = new Roster({ hearsAll });
    for (const { channel, bridge, ...rest } of events) {
      const about = rest.type.startsWith("Bridge") ? { bridge } : { channel };
      const event = { type: rest.type, args: rest.args, ...about, application: rest.application };
      seeing.see(event);
      glancing.see(glimpse(event.type, JSON.stringify(event)) ?? event);
    }
    assertEquals(listed(glancing.snapshot()), listed(seeing.snapshot()));
  }));
});
