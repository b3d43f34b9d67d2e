import { assertEquals, assertThrows } from "@std/assert";
import { SyntaxTree } from "../../config/mod.ts";

Deno.test("SyntaxTree tells each line with its pieces", () => {
  const tree = new SyntaxTree("\uFEFF[ä](!,b) x ; c\n\ny = z\n\\=y+=>z;c\n#Include <f>\n; c\nq\n");

  const [section, blank, setting, addition, directive, comment, dropped] = [...tree.lines()];

  assertEquals(section, {
    kind: "section",
    number: 1,
    start: 0,
    end: 19,
    comment: 15,
    name: { text: "ä", start: 4, end: 6 },
    options: [{ text: "!", start: 8, end: 9 }, { text: "b", start: 10, end: 11 }],
    parentheses: { text: "(!,b)", start: 7, end: 12 },
    ignored: { text: "x", start: 13, end: 14 },
  });
  assertEquals(blank, { kind: "blank", number: 2, start: 19, end: 20 });
  assertEquals(setting, {
    kind: "setting",
    number: 3,
    start: 20,
    end: 26,
    isEscaped: false,
    name: { text: "y", start: 20, end: 21 },
    operator: { text: "=", start: 22, end: 23 },
    value: { text: "z", start: 24, end: 25 },
  });
  assertEquals(addition, {
    kind: "setting",
    number: 4,
    start: 26,
    end: 36,
    comment: 33,
    isEscaped: true,
    name: { text: "=y", start: 27, end: 29 },
    operator: { text: "+=", start: 29, end: 31 },
    value: { text: ">z", start: 31, end: 33 },
  });
  assertEquals(directive, {
    kind: "directive",
    number: 5,
    start: 36,
    end: 49,
    word: { text: "Include", start: 37, end: 44 },
    argument: { text: "f", start: 46, end: 47 },
  });
  assertEquals(comment, { kind: "comment", number: 6, start: 49, end: 53, comment: 49, isBlock: false });
  assertEquals(dropped, {
    kind: "dropped",
    number: 7,
    start: 53,
    end: 55,
    reason: "no-equals",
    text: { text: "q", start: 53, end: 54 },
  });
});

Deno.test("SyntaxTree tells pieces that comment blocks have torn, from their first to their last byte", () => {
  const tree = new SyntaxTree("a ;-- x --; b = c\\;;-- y --;d ; e\n;-- z\nz\n--;\n");

  assertEquals(tree.line(1), {
    kind: "setting",
    number: 1,
    start: 0,
    end: 34,
    comment: 30,
    isEscaped: false,
    name: { text: "a  b", start: 0, end: 13 },
    operator: { text: "=", start: 14, end: 15 },
    value: { text: "c;d", start: 16, end: 29 },
  });
  assertEquals([2, 3, 4].map((number) => tree.line(number)).map((line) => line.kind === "comment" && line.isBlock), [
    true,
    true,
    true,
  ]);
});

Deno.test("SyntaxTree tells broken lines with the reason", () => {
  const tree = new SyntaxTree(`[a\n[b](c\n\\ x\n= y\n${"z".repeat(8191)}\n`);

  assertEquals([...tree.lines()].map((line) => "reason" in line ? `${line.kind} ${line.reason}` : line.kind), [
    "broken unclosed-header",
    "broken unclosed-options",
    "broken bad-escape",
    "dropped no-name",
    "dropped line-too-long",
  ]);
});

Deno.test("SyntaxTree gives line and column of an offset, columns in characters", () => {
  const tree = new SyntaxTree("é😀x\n\nb");

  assertEquals([0, 2, 6, 8, 9, 10].map((offset) => tree.position(offset)), [
    { line: 1, column: 1, offset: 0 },
    { line: 1, column: 2, offset: 2 },
    { line: 1, column: 3, offset: 6 },
    { line: 2, column: 1, offset: 8 },
    { line: 3, column: 1, offset: 9 },
    { line: 3, column: 2, offset: 10 },
  ]);
  assertEquals(new SyntaxTree("").position(0), { line: 1, column: 1, offset: 0 });
});

Deno.test("SyntaxTree throws RangeError for a line that it does not have", () => {
  assertThrows(() => new SyntaxTree("a\n").line(2), RangeError, "the file has 1 lines");
  assertThrows(() => new SyntaxTree("a\n").line(0), RangeError);
});

Deno.test("SyntaxTree.splice() gives the tree of the edited file", () => {
  const tree = new SyntaxTree("[a]\nb=1\n");

  const next = tree.splice([{ start: 6, end: 7, text: new TextEncoder().encode("2") }]);

  assertEquals([new TextDecoder().decode(next.bytes), next.valueAt(1), tree.valueAt(1)], ["[a]\nb=2\n", "2", "1"]);
});
