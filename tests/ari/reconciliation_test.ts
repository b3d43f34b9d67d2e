import type { Application, Bridge, Channel } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { goneNotices, reconcile, type Scope } from "../../ari/reconciliation.ts";

/** A channel, as far as it matters here. */
function channel(id: string, app_name: string, app_data = ""): Channel {
  const channel: unknown = { id, dialplan: { context: "default", exten: "100", priority: 1, app_name, app_data } };
  return channel as Channel;
}

function bridge(id: string): Bridge {
  const bridge: unknown = { id };
  return bridge as Bridge;
}

function application(name: string, ...channel_ids: string[]): Application {
  const application: unknown = { name, channel_ids };
  return application as Application;
}

const known = {
  channels: new Map([["gone", "greeter"], ["left", "greeter"], ["stays", "greeter"], ["heard", undefined]]),
  bridges: new Set(["gone", "stays"]),
};
const found = {
  channels: [
    channel("left", "Dial"),
    channel("stays", "Stasis", "greeter,one"),
    channel("new", "Stasis", "greeter"),
    channel("other", "Stasis", "greeter2"),
    channel("heard", "Dial"),
  ],
  bridges: [bridge("stays"), bridge("new")],
  applications: [application("greeter", "stays", "new"), application("greeter2", "other")],
  goneMedia: ["Playback old"],
};
const greeter: Scope = {
  apps: ["greeter"],
  hearsAll: false,
  told: new Set(),
  appOf: () => undefined,
  isSubscribed: () => false,
};

Deno.test("reconcile() tells an application what is gone, what has left it, and who has come into it", () => {
  const { gone, left, appeared } = reconcile(known, found, greeter).told;

  assertEquals(gone, { channels: ["gone"], bridges: ["gone"] });
  assertEquals(left, ["left"]);
  assertEquals([appeared.channels.map(({ id }) => id), appeared.bridges], [["new"], []]);
});

Deno.test("reconcile() tells who hears all of everything that is new", () => {
  const { left, appeared } = reconcile(known, found, { ...greeter, hearsAll: true }).told;

  assertEquals(left, ["left"]);
  assertEquals([...appeared.channels, ...appeared.bridges].map(({ id }) => id), ["new", "other", "new"]);
});

Deno.test("reconcile() tells nothing of what events have told of since", () => {
  const told = new Set(["gone", "left", "new", "other"]);
  const { gone, left, appeared } = reconcile(known, found, { ...greeter, told, hearsAll: true }).told;

  assertEquals([gone, left, appeared], [{ channels: [], bridges: [] }, [], { channels: [], bridges: [] }]);
});

Deno.test("reconcile() tells of a channel that was only heard of, when it has come into the application", () => {
  const before = { channels: new Map([["new", undefined], ["stays", "greeter"]]), bridges: new Set<string>() };
  const channels = found.channels.filter(({ id }) => id === "new" || id === "stays");
  for (const hearsAll of [false, true]) {
    const { appeared } = reconcile(before, { ...found, channels, bridges: [] }, { ...greeter, hearsAll }).told;

    assertEquals(appeared.channels.map(({ id }) => id), ["new"]);
  }
});

Deno.test("goneNotices() are of what is gone and of what was waited for, but not of what events have told of", () => {
  const told = new Set(["told"]);
  const difference = reconcile(known, found, { ...greeter, told });
  const waitedFor = ["Channel never", "Channel left", "Channel told", "Bridge none", "Bridge new", "Endpoint PJSIP x"];
  const notices = goneNotices(difference, found, waitedFor, told);

  assertEquals(
    notices.map(({ kind, id }) => `${kind} ${id}`),
    ["Channel gone", "Bridge gone", "Channel never", "Bridge none", "Playback old"],
  );
});
