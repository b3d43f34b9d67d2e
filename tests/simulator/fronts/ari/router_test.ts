import { assertEquals } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import { allOperations, type Route, Router } from "../../../../simulator/fronts/ari/router.ts";

const router = new Router(allOperations());

function findRoute(path: string): Route | undefined {
  return router.find(path);
}

Deno.test("Router.find() leads each operation's path to that operation", () => {
  for (const [id, operation] of Object.entries(operations)) {
    const path = operation.path.slice(1).replace(/\{\w+\}/g, "x%2Fy");

    const route = findRoute(path);

    assertEquals(route?.operations.get(operation.method)?.id, id);
    const names = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    assertEquals(names.map((name) => route?.parameters.get(name)), names.map(() => "x/y"));
  }
});

Deno.test("Router.find() prefers names to parameters", () => {
  assertEquals(findRoute("channels/create")?.operations.get("POST")?.id, "channels.create");
});

Deno.test("Router.find() takes + for a space, and an empty segment for the end", () => {
  assertEquals(findRoute("deviceStates/Stasis:a+b%2B")?.parameters.get("deviceName"), "Stasis:a b+");
  assertEquals(findRoute("channels//x")?.operations.get("GET")?.id, "channels.list");
  assertEquals([findRoute("/channels")?.allow, findRoute("")?.allow], ["OPTIONS", "OPTIONS"]);
});

Deno.test("Router.find() tells what a path allows in Asterisk's order, without the WebSocket", () => {
  assertEquals(findRoute("channels/x")?.allow, "OPTIONS,GET,POST,DELETE");
  assertEquals(findRoute("events")?.allow, "OPTIONS");
  assertEquals(findRoute("Channels"), undefined);
  assertEquals(findRoute("events")?.methods, []);
});

for (
  const [text, decoded] of [["a%2Fb", "a/b"], ["a+b%2B", "a b+"], ["a&b=c%26", "a&b=c&"], ["100%", "100%"], [
    "%zz",
    "%zz",
  ]]
) {
  Deno.test(`Router.find() decodes the segment ${text}`, () => {
    assertEquals(findRoute(`channels/${text}`)?.parameters.get("channelId"), decoded);
  });
}

Deno.test("Router.find() still knows the parameter that it passed over for a name", () => {
  const route = findRoute("channels/externalMedia/x");

  assertEquals(route?.operations.get("GET")?.id, "channels.get");
  assertEquals(route?.parameters.get("channelId"), "externalMedia");
  assertEquals(findRoute("channels/create/x"), undefined);
});
