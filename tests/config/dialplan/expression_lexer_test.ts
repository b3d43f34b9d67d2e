import { assertEquals } from "@std/assert";
import { tokenize } from "../../../config/dialplan/expression_lexer.ts";

function texts(expression: string): string[] {
  return tokenize(expression).slice(0, -1).map(({ text }) => text);
}

Deno.test("tokenize() takes the longest token, and names operators by their meaning", () => {
  const tokens = tokenize("a||b&&c==1>=2!=3=~4~~5::6");

  assertEquals(tokens.map(({ kind }) => kind), [
    ...["word", "|", "word", "&", "word", "=", "word", ">=", "word", "!=", "word", "=~", "word", "~~", "word", "::"],
    ...["word", "end"],
  ]);
});

Deno.test("tokenize() tells numbers from texts that only look so", () => {
  const tokens = tokenize("1 1.5 1e3 .5 1. 1.2.3 0010");

  assertEquals(tokens.slice(0, -1).map(({ isNumeric }) => isNumeric), [true, true, false, false, false, false, true]);
});

Deno.test("tokenize() keeps quotes, and all between them", () => {
  assertEquals(texts('"a b" "" "(+)"x'), ['"a b"', '""', '"(+)"', "x"]);
});

Deno.test("tokenize() takes a dollar and what follows it for text", () => {
  assertEquals(texts("$1 a$ b $"), ["$1", "a$ b"]);
});

Deno.test("tokenize() lets vanish what it does not know", () => {
  assertEquals(texts('{a}[b]~"'), ["a", "b"]);
  assertEquals(texts("a\vb"), ["a", "b"]);
});

Deno.test("tokenize() keeps a reference together that a value has brought in", () => {
  assertEquals(texts("a${x y}b"), ["a${x y}b"]);
  assertEquals(texts("${x}${y{z}}"), ["${x}${y{z}}"]);
  assertEquals(texts('${x}"q"'), ['${x}"q"']);
});

// Asterisk 22.10.1: "${x} + 1" has the value of its whole text, where "${x}" is what a variable holds.
Deno.test("tokenize() lets a reference before an operator reach to the end, as Asterisk's scanner does", () => {
  assertEquals(texts("${x} + 1"), ["${x} + 1", "+", "1"]);
  assertEquals(texts("a${x}b-1"), ["a${x}b", "-", "1"]);
});

Deno.test("tokenize() loses what follows a reference that is not closed", () => {
  assertEquals(texts("1 + ${x + 2"), ["1", "+"]);
});

Deno.test("tokenize() tells places in bytes, and ends at the end", () => {
  assertEquals(tokenize(" ab + 1 ").map(({ start, end }) => [start, end]), [[1, 3], [4, 5], [6, 7], [8, 8]]);
});
