import { assertEquals } from "@std/assert";
import { scanNumber } from "../../config/scan_number.ts";

Deno.test.each([
  ["12", 12],
  [" \t+3x", 3],
  ["-1", -1],
  ["", undefined],
  ["x1", undefined],
  ["4294967297", 1],
  ["9".repeat(30), -1],
])("scanNumber() reads %s as sscanf does", (text, number) => {
  assertEquals(scanNumber(text), number);
});
