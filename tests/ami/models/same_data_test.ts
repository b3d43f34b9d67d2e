import { sameData } from "../../../ami/models/same_data.ts";
import { assertEquals } from "@std/assert";

Deno.test.each([
  [{ a: "1", b: ["x", { c: "2" }] }, { b: ["x", { c: "2" }], a: "1" }, true],
  [{ a: "1" }, { a: "2" }, false],
  [{ a: "1" }, { a: "1", b: undefined }, false],
  [{ a: undefined }, { b: undefined }, false],
  [["x"], ["x", "y"], false],
  [["x"], { 0: "x" }, false],
  [undefined, undefined, true],
  [undefined, {}, false],
  [null, {}, false],
])("sameData() compares %j with %j", (one, other, expected) => {
  assertEquals([sameData(one, other), sameData(other, one)], [expected, expected]);
});
