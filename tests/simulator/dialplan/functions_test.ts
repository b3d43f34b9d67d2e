import { assertEquals, assertThrows } from "@std/assert";
import { findFunction } from "../../../simulator/dialplan/functions.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";

Deno.test("findFunction() minds the case, and tells what only Asterisk has from what nobody has", () => {
  assertEquals([findFunction("LEN") !== undefined, findFunction("len"), findFunction("NOFUNC")], [
    true,
    undefined,
    undefined,
  ]);
  assertThrows(() => findFunction("VOLUME"), NotSimulatedError, `Cannot use function "VOLUME"`);
});
