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

Deno.test("StasisApp lists what it is subscribed to in the order of the ids, and does not keep the kinds apart", () => {
  const app = new StasisApp("app", { subscribesAll: false });
  app.subscribe("channel", "2.0");
  app.subscribe("channel", "1.0");
  app.subscribe("bridge", "b");

  const channels = app.subscriptions("channel");
  const left = app.unsubscribe("channel", "b");

  assertEquals([channels, left, app.subscriptions("bridge")], [["1.0", "2.0"], true, []]);
});

Deno.test("StasisApp.unsubscribe() can not leave all of a kind, except for device states", () => {
  const app = new StasisApp("app", { subscribesAll: true });

  const left = [app.unsubscribe("channel", ""), app.unsubscribe("deviceState", "")];

  assertEquals(left, [false, true]);
  assertEquals([app.isSubscribed("channel", ""), app.isSubscribed("deviceState", "")], [true, false]);
});

Deno.test("StasisApp.unsubscribeFromAll() keeps subscriptions to single things", () => {
  const app = new StasisApp("app", { subscribesAll: false });
  app.subscribe("bridge", "b");
  app.subscribe("channel", "");
  app.subscribe("deviceState", "d");
  app.subscribe("deviceState", "");

  app.unsubscribeFromAll();

  assertEquals([app.subscriptions("channel"), app.subscriptions("bridge"), app.subscriptions("deviceState")], [
    [],
    ["b"],
    ["d"],
  ]);
});
