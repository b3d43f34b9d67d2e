import { assertEquals } from "@std/assert";
import { TestChannel } from "../../core/test_channel.ts";

for (
  const [name, value] of [
    ["BASE64_ENCODE(héllo)", "aMOpbGxv"],
    ["BASE64_DECODE(aMOpbGxv)", "héllo"],
    ["CUT(LIST,\\,,2)", "b"],
    ["CUT(LIST,\\,,2-)", "b,c"],
    ["CUT(LIST,\\,,1&3)", "a,c"],
    ["EXISTS()", "0"],
    ["FIELDQTY(LIST,\\,)", "3"],
    ["FILTER(0-9,+1 (555) 12)", "155512"],
    ["IF(1?yes:no)", "yes"],
    ['IF(0?yes:"no")', "no"],
    ["IFTIME(*,thu,*,*?yes:no)", "yes"],
    ["ISNULL()", "1"],
    ["LEN(çaé)", "5"],
    ['QUOTE(a"b)', '"a\\"b"'],
    ['REGEX("^1[0-9]+$" 123)', "1"],
    ['REGEX("^2" 123)', "0"],
    ["REPLACE(LIST,\\,,x)", "axbxc"],
    ["TOLOWER(ABÇ)", "abÇ"],
    ["TOUPPER(abç)", "ABç"],
    ["URIENCODE(a b/ç)", "a%20b%2F%C3%A7"],
    ["URIDECODE(a%20b)", "a b"],
  ] as const
) {
  Deno.test(`${name} reads as "${value}"`, () => {
    using given = new TestChannel();
    given.channel.setVariable("LIST", "a,b,c");

    assertEquals(given.pbx.dialplan.read(name, given.channel), value);
  });
}

Deno.test("RAND() stays within its bounds", () => {
  using given = new TestChannel();
  const numbers = Array.from({ length: 50 }, () => Number(given.pbx.dialplan.read("RAND(2,4)", given.channel)));

  assertEquals([Math.min(...numbers), Math.max(...numbers)], [2, 4]);
});
