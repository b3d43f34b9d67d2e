import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderWire } from "../../../ari/_tools/render_wire.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderWire() writes every model and the union of the events", () => {
  const text = renderWire(fixtureInput());

  assertEquals(text.match(/export interface \w+/g)?.length, 7);
  assertStringIncludes(text, "export type WireEvent = StasisStart | Pong;");
});
