import { assertEquals } from "@std/assert";
import { StasisApp } from "../../../simulator/core/stasis_app.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("StasisApp counts its interests in a thing", () => {
  const app = new StasisApp("app", { subscribesAll: false });
  app.subscribe("channel", "1.0");
  app.subscribe("channel", "1.0");

  const had = [app.unsubscribe("channel", "1.0"), app.isSubscribed("channel", "1.0")];
  const last = [app.unsubscribe("channel", "1.0"), app.isSubscribed("channel", "1.0")];

  assertEquals([had, last, app.unsubscribe("channel", "1.0")], [[true, true], [true, false], false]);
});

Deno.test("StasisApp with all subscriptions shows Asterisk's names for them, and takes no single ones", () => {
  const app = new StasisApp("app", { subscribesAll: true });

  app.subscribe("channel", "1.0");

  assertEquals(app.subscriptions("channel"), ["__AST_CHANNEL_ALL_TOPIC"]);
  assertEquals(app.subscriptions("deviceState"), ["__AST_DEVICE_STATE_ALL_TOPIC"]);
  assertEquals(app.hasSubscriptions, true);
});

Deno.test("StasisApp hears of a fact once for each subscription that matches", () => {
  using given = new TestChannel();
  const app = new StasisApp("app", { subscribesAll: false });
  const count = () => app.hears({ time: 0, kind: "channel-talking-started", channel: given.channel.snapshot });

  const none = count();
  app.subscribe("channel", given.channel.id);
  const one = count();
  app.subscribe("channel", "");

  assertEquals([none, one, count()], [0, 1, 2]);
});
