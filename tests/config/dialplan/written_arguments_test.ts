import { assertEquals } from "@std/assert";
import { splitWrittenArguments } from "../../../config/dialplan/written_arguments.ts";

for (
  const [text, ...expected] of [
    [""],
    ["a", "a"],
    ["a,b,", "a", "b", ""],
    [",", "", ""],
    ["(a,b),c", "(a,b)", "c"],
    ["[a,b],c", "[a,b]", "c"],
    ['"a,b",c', '"a,b"', "c"],
    ["a\\,b,c", "a\\,b", "c"],
    ["${A(b,c)},$[d,e],f", "${A(b,c)}", "$[d,e]", "f"],
    ["a),b", "a)", "b"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`splitWrittenArguments() splits "${text}" into ${expected.length}`, () => {
    const pieces = splitWrittenArguments(text, { from: 3 });

    assertEquals(pieces.map((piece) => piece.text), expected);
    for (const piece of pieces) assertEquals(text.slice(piece.from - 3, piece.to - 3), piece.text);
  });
}

Deno.test("splitWrittenArguments() takes other separators, and leaves the rest to the last piece", () => {
  const pieces = splitWrittenArguments("a?b:c?d", { separator: "?", limit: 2 });

  assertEquals(pieces.map(({ text }) => text), ["a", "b:c?d"]);
});
