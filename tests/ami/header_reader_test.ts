import { assertEquals } from "@std/assert";
import { HeaderReader } from "../../ami/header_reader.ts";

const names = ["Event", "Key", "key", "Empty", "__proto__", "constructor", "toString"];
const text = names.map((name, at) => `${name}: ${at}`).join("\r\n");

Deno.test("HeaderReader finds the same with its index as without", () => {
  const reader = new HeaderReader(text);

  for (let round = 0; round < 20; round++) {
    assertEquals(reader.first("KEY"), "1");
    assertEquals(reader.all("kEy"), ["1", "2"]);
    assertEquals(reader.has("hasOwnProperty"), false);
    assertEquals(reader.first(""), undefined);
    for (const name of ["__proto__", "constructor", "toString"]) {
      assertEquals(reader.first(name), `${names.indexOf(name)}`);
    }
  }
});

Deno.test("HeaderReader finds names that are not ASCII, and values by their bytes", () => {
  const reader = new HeaderReader("Event: X\r\nsch\u00c3\u00bcler: \u00ff\u00fe");

  for (let round = 0; round < 20; round++) {
    assertEquals(reader.first("schüler"), "\uFFFD\uFFFD");
    assertEquals(reader.firstBytes("SCHüLER"), Uint8Array.of(0xff, 0xfe));
    assertEquals(reader.firstBytes("X"), undefined);
  }
  assertEquals([...reader.lines()], [["Event", "X"], ["schüler", "\uFFFD\uFFFD"]]);
});

Deno.test("HeaderReader of an empty message has no lines", () => {
  assertEquals([...new HeaderReader("").lines()], []);
});
