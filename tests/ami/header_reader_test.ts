import { assertEquals } from "@std/assert";
import { seek } from "../../ami/header_lines.ts";
import { HeaderReader } from "../../ami/header_reader.ts";

const names = ["Event", "Key", "key", "Empty", "__proto__", "constructor", "toString"];
const text = names.map((name, at) => `${name}: ${at}`).join("\r\n");

Deno.test("HeaderReader finds the same with its index as without", () => {
  const reader = new HeaderReader(text);

  for (let round = 0; round < 20; round++) {
    assertEquals(reader.first(seek("KEY")), "1");
    assertEquals(reader.all(seek("kEy")), ["1", "2"]);
    assertEquals(reader.has(seek("hasOwnProperty")), false);
    assertEquals(reader.first(seek("")), undefined);
    for (const name of ["__proto__", "constructor", "toString"]) {
      assertEquals(reader.first(seek(name)), `${names.indexOf(name)}`);
    }
  }
});

Deno.test("HeaderReader finds names that are not ASCII, and values by their bytes", () => {
  const reader = new HeaderReader("Event: X\r\nsch\u00c3\u00bcler: \u00ff\u00fe");

  for (let round = 0; round < 20; round++) {
    assertEquals(reader.first(seek("schüler")), "\uFFFD\uFFFD");
    assertEquals(reader.firstBytes(seek("SCHüLER")), Uint8Array.of(0xff, 0xfe));
    assertEquals(reader.firstBytes(seek("X")), undefined);
  }
  assertEquals([...reader.lines()], [["Event", "X"], ["schüler", "\uFFFD\uFFFD"]]);
});

Deno.test("HeaderReader of an empty message has no lines", () => {
  assertEquals([...new HeaderReader("").lines()], []);
});

Deno.test("HeaderReader.all() gives values whole, however their lines end", () => {
  for (const end of ["\r\n", "\n"]) {
    const reader = new HeaderReader(
      ["Event: X", "Output:", "Output:  a", "output:b", "Other: c", "Output: d"].join(end),
    );
    assertEquals(reader.all(seek("Output")), ["", " a", "b", "d"]);
  }
  const mixed = new HeaderReader("Event: X\r\nOutput: a\nb\r\nOutput: c\nOutput: d\ne");
  assertEquals(mixed.all(seek("OUTPUT")), ["a\nb", "c", "d\ne"]);
  assertEquals(new HeaderReader("Event: X\r\nOutput: \u00c3\u00a9").all(seek("Output")), ["é"]);
});
