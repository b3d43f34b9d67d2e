import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { findApplication, isApplication } from "../../../simulator/dialplan/applications.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";

Deno.test("findApplication() ignores case", () => {
  assertEquals(findApplication("sTaSiS") === findApplication("Stasis"), true);
});

Deno.test("findApplication() tells what only Asterisk has from what nobody has", () => {
  const error = assertThrows(() => findApplication("Queue"), NotSimulatedError);

  assertStringIncludes(error.message, `Cannot run application "Queue"`);
  assertEquals([findApplication("NoSuchApp"), isApplication("NoSuchApp"), isApplication("queue")], [
    undefined,
    false,
    true,
  ]);
});
