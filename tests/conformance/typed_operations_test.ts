/**
 * Every operation through the typed client, on both backends: it succeeds with an answer of the declared type, without and
 * with all its optional parameters, and is refused with each error that is documented for it. `typed/exemptions.ts` says what
 * can not be brought about, and why.
 */
import { assertEquals } from "@std/assert";
import { type OperationId, operations } from "../../ari/generated/operations.ts";
import { unproduced, unsuccessful } from "./typed/exemptions.ts";
import { refusals } from "./typed/refusals.ts";
import { testTyped } from "./typed/typed_tests.ts";

const ids = Object.keys(operations) as OperationId[];

testTyped("http");

Deno.test("every operation succeeds and every documented error is brought about, or is exempt with a reason", () => {
  const documented = ids.flatMap((id) => operations[id].errors.map((status) => `${id} ${status}`));
  const produced = Object.entries(refusals).flatMap(([id, byStatus]) => {
    return Object.keys(byStatus).map((status) => `${id} ${status}`);
  });

  assertEquals([...produced, ...Object.keys(unproduced)].sort(), documented.sort());
  assertEquals(ids.filter((id) => unsuccessful[id] !== undefined), Object.keys(unsuccessful));
  // The counts that the exemptions are allowed to come to; they only shrink.
  assertEquals([documented.length, Object.keys(unproduced).length, Object.keys(unsuccessful).length], [220, 17, 4]);
});
