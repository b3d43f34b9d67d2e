import { assertEquals } from "@std/assert";
import { isTrueCondition } from "../../../config/dialplan/condition.ts";

for (const condition of ["1", "-1", "10x", "abc", "no", " ", '"0"', "x0", "-", ".5"]) {
  Deno.test(`isTrueCondition() takes "${condition}" for true`, () => assertEquals(isTrueCondition(condition), true));
}

for (const condition of ["", "0", "00", " 0", "-0", "0x1", "0.5", "0a", "4294967296"]) {
  Deno.test(`isTrueCondition() takes "${condition}" for false`, () => assertEquals(isTrueCondition(condition), false));
}
