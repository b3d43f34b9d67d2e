import { assertEquals } from "@std/assert";
import { topicsOf } from "../../../simulator/core/topics.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("topicsOf() publishes what happens on a channel on that channel", () => {
  using given = new TestChannel();
  const channel = given.channel.snapshot;

  assertEquals(topicsOf({ time: 0, kind: "channel-talking-started", channel }), [{ kind: "channel", id: "0.0" }]);
});

Deno.test("topicsOf() publishes it on the channel's endpoint too, where it has one", () => {
  using given = new TestChannel();
  const channel = { ...given.channel.snapshot, endpoint: "PJSIP/alice" };

  assertEquals(topicsOf({ time: 0, kind: "channel-talking-started", channel }), [
    { kind: "channel", id: "0.0" },
    { kind: "endpoint", id: "PJSIP/alice", isForwarded: true },
    { kind: "endpoint", id: "PJSIP", isForwarded: true },
  ]);
});

Deno.test("topicsOf() publishes a global variable for those who hear of all channels", () => {
  const topics = topicsOf({ time: 0, kind: "channel-variable", channel: undefined, variable: "A", value: "1" });

  assertEquals(topics, [{ kind: "channel", id: "" }]);
});

Deno.test("topicsOf() gives nothing for what goes to a named application", () => {
  assertEquals(topicsOf({ time: 0, kind: "application-replaced", application: "app" }), []);
});

Deno.test("topicsOf() tells of an endpoint's state only those who are subscribed to it or to its technology", () => {
  const endpoint = { technology: "PJSIP", resource: "alice", state: "online", channels: [] } as const;
  const peer = { status: "Reachable", details: {} };

  assertEquals(topicsOf({ time: 0, kind: "endpoint-updated", endpoint }).map(({ isForwarded }) => isForwarded), [
    true,
    true,
  ]);
  assertEquals(topicsOf({ time: 0, kind: "peer-status", endpoint, peer }), [
    { kind: "endpoint", id: "PJSIP/alice" },
    { kind: "endpoint", id: "PJSIP", isForwarded: true },
  ]);
});
