import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  allReferences,
  findReferences,
  hideAllReferences,
  hideReferences,
} from "../../../config/dialplan/references.ts";

Deno.test("findReferences() takes a function apart", () => {
  const [reference] = findReferences("x${CUT(a(b),-,${N}):1:2}y");

  if (reference?.kind !== "variable") throw new Error("Expected a variable");
  const { name, arguments: args, slice, inner, isOpen, tail } = reference;
  assertEquals([name.text, args?.text, slice?.text, tail, isOpen], ["CUT", "a(b),-,${N}", "1:2", undefined, false]);
  assertEquals(inner.map(({ text, from }) => [text, from]), [["${N}", 14]]);
});

Deno.test("findReferences() takes a variable and its slice apart, with names that are made of others", () => {
  const [reference] = findReferences("${A_${B:1}:2}");

  if (reference?.kind !== "variable") throw new Error("Expected a variable");
  assertEquals([reference.name.text, reference.slice?.text], ["A_${B:1}", "2"]);
});

for (
  const [text, ...expected] of [
    ["${a}$[b]", "${a}", "$[b]"],
    ["$[${a} = ${b}]", "$[${a} = ${b}]", "${a}", "${b}"],
    ["${a", "${a"],
    ["$[a", "$[a"],
    ["$a $ {b}"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`findReferences() finds ${expected.join(", ") || "nothing"} in "${text}"`, () => {
    assertEquals([...allReferences(findReferences(text))].map((one) => one.text), expected);
  });
}

Deno.test("findReferences() counts brackets of the one kind, whatever they belong to", () => {
  assertEquals(findReferences("${a{b}c}d").map(({ text }) => text), ["${a{b}c}"]);
  assertEquals(findReferences("$[a[b]c]d").map(({ text }) => text), ["$[a[b]c]"]);
});

Deno.test("findReferences() says where each is, and hideReferences() keeps the places, whatever the text", () => {
  const text = fc.string({
    unit: fc.constantFrom("$", "{", "}", "[", "]", "(", ")", ":", "a", ",", "é"),
    maxLength: 30,
  });
  fc.assert(fc.property(text, (text) => {
    const references = findReferences(text, { from: 5 });

    for (const one of allReferences(references)) assertEquals(text.slice(one.from - 5, one.to - 5), one.text);
    assertEquals(hideReferences(text, references, 5).length, text.length);
  }));
});

Deno.test("findReferences() goes no deeper than Asterisk, on 4,000 that lie within each other", () => {
  assertEquals([...allReferences(findReferences("${".repeat(4_000)))].length, 16);
});

for (
  const [text, expected] of [
    ["a${b}c", "a    c"],
    ["${a${b}}", "        "],
    ["$[1]${x", "       "],
    ["$a $ $", "$a $ $"],
    ["no", "no"],
    ["é${ü}é", "é    é"],
  ] satisfies [string, string][]
) {
  Deno.test(`hideAllReferences() leaves ${JSON.stringify(expected)} of ${text}`, () => {
    assertEquals(hideAllReferences(text), expected);
    assertEquals(hideReferences(text, findReferences(text)), expected);
  });
}
