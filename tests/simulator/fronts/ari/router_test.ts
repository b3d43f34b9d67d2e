import { assertEquals } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import { findRoute } from "../../../../simulator/fronts/ari/router.ts";

Deno.test("findRoute() leads each operation's path to that operation", () => {
  for (const [id, operation] of Object.entries(operations)) {
    const path = operation.path.slice(1).replace(/\{\w+\}/g, "x%2Fy");

    const route = findRoute(path);

    assertEquals(route?.operations.get(operation.method)?.id, id);
    const names = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    assertEquals([...route?.parameters ?? []], names.map((name) => [name, "x/y"]));
  }
});

Deno.test("findRoute() prefers names to parameters", () => {
  assertEquals(findRoute("channels/create")?.operations.get("POST")?.id, "channels.create");
});

Deno.test("findRoute() takes + for a space, and an empty segment for the end", () => {
  assertEquals(findRoute("deviceStates/Stasis:a+b%2B")?.parameters.get("deviceName"), "Stasis:a b+");
  assertEquals(findRoute("channels//x")?.operations.get("GET")?.id, "channels.list");
  assertEquals([findRoute("/channels")?.allow, findRoute("")?.allow], ["OPTIONS", "OPTIONS"]);
});

Deno.test("findRoute() tells what a path allows in Asterisk's order, without the WebSocket", () => {
  assertEquals(findRoute("channels/x")?.allow, "OPTIONS,GET,POST,DELETE");
  assertEquals(findRoute("events")?.allow, "OPTIONS");
  assertEquals(findRoute("Channels"), undefined);
  assertEquals(findRoute("channels/%E0%A4%A")?.parameters.get("channelId"), "%E0%A4%A");
});
