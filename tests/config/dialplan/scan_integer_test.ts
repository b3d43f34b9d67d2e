import { assertEquals } from "@std/assert";
import { scanInteger } from "../../../config/dialplan/scan_integer.ts";

Deno.test("scanInteger() reads blanks, a sign and digits, and says how far", () => {
  assertEquals(scanInteger(" \t-12x"), { value: -12, length: 5 });
  assertEquals(scanInteger("+0x10"), { value: 0, length: 2 });
  assertEquals([scanInteger(""), scanInteger("x1"), scanInteger("- 1")], [undefined, undefined, undefined]);
});

Deno.test("scanInteger() overflows as C does: to 64 bits, of which 32 are kept", () => {
  assertEquals(
    ["4294967296", "2147483648", "99999999999999999999", "-99999999999999999999"].map((text) => {
      return scanInteger(text)?.value;
    }),
    [0, -2147483648, -1, 0],
  );
});
