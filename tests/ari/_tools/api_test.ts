import { assertEquals } from "@std/assert";
import { events } from "../../../ari/_tools/api.ts";
import { fixtureApi } from "./swagger_fixture.ts";

Deno.test("events() finds the models that extend Event, and not their base", () => {
  assertEquals(events(fixtureApi()).map(({ name }) => name), ["StasisStart", "Pong"]);
});
