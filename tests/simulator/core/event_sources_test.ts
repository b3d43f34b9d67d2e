import { assertEquals } from "@std/assert";
import { subscribe, unsubscribe } from "../../../simulator/core/event_sources.ts";
import { StasisApp } from "../../../simulator/core/stasis_app.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("subscribe() finds a channel by its id and by its name, and subscribes to the id", () => {
  using given = new TestChannel();
  const app = new StasisApp("app", { subscribesAll: false });

  const results = [`channel:${given.channel.id}`, `channel:${given.channel.name}`, "channel:x", "channel:", "bridge:b"]
    .map((uri) => subscribe(given.pbx, app, [uri]));

  assertEquals(results, ["done", "done", "not-found", "done", "not-found"]);
  assertEquals(app.subscriptions("channel"), [given.channel.id, "__AST_CHANNEL_ALL_TOPIC"]);
});

Deno.test("subscribe() keeps what it has done before it fails", () => {
  using given = new TestChannel();
  const app = new StasisApp("app", { subscribesAll: false });

  const result = subscribe(given.pbx, app, ["deviceState:a", "device:b", "deviceState:c"]);

  assertEquals([result, app.subscriptions("deviceState")], ["unknown-scheme", ["a"]]);
});

Deno.test("unsubscribe() leaves what the application is subscribed to, by id only", () => {
  using given = new TestChannel();
  const app = new StasisApp("app", { subscribesAll: false });
  subscribe(given.pbx, app, [`channel:${given.channel.id}`]);

  const results = [given.channel.name, given.channel.id, given.channel.id]
    .map((name) => unsubscribe(app, [`channel:${name}`]));

  assertEquals(results, ["not-found", "done", "not-found"]);
});

Deno.test("unsubscribe() has no answer for all of a kind", () => {
  const app = new StasisApp("app", { subscribesAll: true });

  const results = ["channel:", "bridge:", "endpoint:", "deviceState:", "device:"].map((uri) => unsubscribe(app, [uri]));

  assertEquals(results, ["unanswered", "unanswered", "unanswered", "done", "unknown-scheme"]);
});

Deno.test("subscribe() finds an endpoint and a technology with endpoints, and the case counts", () => {
  using given = new TestChannel();
  const app = new StasisApp("app", { subscribesAll: false });
  given.pbx.addEndpoint({ technology: "PJSIP", resource: "bob" }, "offline");

  const results = ["PJSIP/bob", "PJSIP", "PJSIP/Bob", "pjsip/bob", "pjsip", "Local", "x"]
    .map((name) => subscribe(given.pbx, app, [`endpoint:${name}`]));

  assertEquals(results, ["done", "done", "not-found", "not-found", "not-found", "not-found", "not-found"]);
  assertEquals(app.subscriptions("endpoint").sort(), ["PJSIP", "PJSIP/bob"]);
});
