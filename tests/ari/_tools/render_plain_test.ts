import { assertEquals } from "@std/assert";
import { renderPlain } from "../../../ari/_tools/render_plain.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderPlain() exports what is the same on the wire and for the user", () => {
  assertEquals(renderPlain(fixtureInput()).trim(), 'export type { Event, Message, Sound } from "./wire.ts";');
});
