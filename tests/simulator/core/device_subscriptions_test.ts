import { assertEquals } from "@std/assert";
import { DeviceSubscriptions } from "../../../simulator/core/device_subscriptions.ts";

Deno.test("DeviceSubscriptions does not count: one end is enough", () => {
  const devices = new DeviceSubscriptions();
  devices.add("app", "Stasis:a");
  devices.add("app", "Stasis:a");

  devices.delete("app", "Stasis:a");

  assertEquals([devices.has("app", "Stasis:a"), devices.of("app")], [false, []]);
});

Deno.test("DeviceSubscriptions takes no single device for who is subscribed to all, but keeps those of before", () => {
  const devices = new DeviceSubscriptions();
  devices.add("app", "a");
  devices.add("app", "");
  devices.add("app", "b");

  assertEquals(devices.of("app"), ["a", "__AST_DEVICE_STATE_ALL_TOPIC"]);
  assertEquals([devices.has("app", "b"), devices.count("app", "a"), devices.count("app", "b")], [true, 2, 1]);
});

Deno.test("DeviceSubscriptions.delete() with an empty name leaves all, and nothing else", () => {
  const devices = new DeviceSubscriptions();
  devices.add("app", "a");
  devices.add("app", "");

  devices.delete("app", "");

  assertEquals([devices.has("app", "b"), devices.of("app"), devices.count("other", "a")], [false, ["a"], 0]);
});
