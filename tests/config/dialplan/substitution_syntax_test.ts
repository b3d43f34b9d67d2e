import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseTemplate, substitutedSpans, type TemplatePart } from "../../../config/dialplan/substitution_syntax.ts";

/** Writes parts with what the parser has made of them. */
function write(parts: readonly TemplatePart[] | undefined): string {
  return (parts ?? []).map((part) => {
    switch (part.kind) {
      case "literal":
        return part.text;
      case "expression":
        return `<expression ${write(part.content)}>`;
      case "variable":
        return `<variable ${write(part.name)}${part.substring ? ` at ${write(part.substring)}` : ""}>`;
      case "function":
        return `<function ${write(part.name)} of ${write(part.arguments)}${
          part.substring ? ` at ${write(part.substring)}` : ""
        }>`;
    }
  }).join("");
}

const trees: readonly [string, string][] = [
  ["a${B}c", "a<variable B>c"],
  ["${EXTEN:1:-2}", "<variable EXTEN at 1:-2>"],
  ["${A${B}C:${D}}", "<variable A<variable B>C at <variable D>>"],
  ["${CUT(LIST,\\,,2):1}", "<function CUT of LIST,\\,,2 at 1>"],
  ["${F(a:b(c)):1}", "<function F of a:b(c) at 1>"],
  ["${LEN(a)b}", "<function LEN of a>"],
  ["${LEN(a}", "<function LEN of a>"],
  ["${IF($[${A} = 1]?${F(x)}:y)}", "<function IF of <expression <variable A> = 1>?<function F of x>:y>"],
  ["$[1 + ${A[1]}]", "<expression 1 + <variable A[1]>>"],
  ["$[[1]]x", "<expression [1]>x"],
  ["${{a}}b}", "<variable {a}>b}"],
  ["$ {A} $A $$ $", "$ {A} $A $$ $"],
  ["$${A}", "$<variable A>"],
  ["${a$[b}c]}", "<variable a<expression b>>c]}"],
];

for (const [text, tree] of trees) {
  Deno.test(`parseTemplate() reads ${text} as ${tree}`, () => assertEquals(write(parseTemplate(text).parts), tree));
}

Deno.test("parseTemplate() says what is not closed, and where everything is", () => {
  const [variable] = parseTemplate("${A ${B}").parts;

  assertEquals(variable?.kind === "variable" && [variable.isClosed, variable.start, variable.end], [false, 0, 8]);
  assertEquals(variable?.kind === "variable" && variable.content.map(({ start, end }) => [start, end]), [[2, 4], [
    4,
    8,
  ]]);
});

Deno.test("parseTemplate() goes no deeper than Asterisk", () => {
  const depth = (parts: readonly TemplatePart[]): number => {
    return Math.max(0, ...parts.map((part) => part.kind === "literal" ? 0 : 1 + depth(part.content)));
  };

  assertEquals(depth(parseTemplate("${".repeat(100_000)).parts), 16);
});

Deno.test("parseTemplate() never throws, and its parts are the whole text", () => {
  const part = fc.constantFrom("${", "$[", "}", "]", "{", "[", "(", ")", ":", "a", "$", "é");
  fc.assert(fc.property(fc.array(part), (pieces) => {
    const { text, parts } = parseTemplate(pieces.join(""));
    assertEquals(parts.map(({ start, end }) => text.slice(start, end)).join(""), text);
  }));
});

Deno.test("substitutedSpans() are the outermost parts that are substituted", () => {
  const part = fc.constantFrom("${", "$[", "}", "]", "{", "[", "(", "a", "$", "é");
  fc.assert(fc.property(fc.array(part), (pieces) => {
    const text = pieces.join("");
    const parts = parseTemplate(text).parts.filter(({ kind }) => kind !== "literal");
    assertEquals(substitutedSpans(text), parts.map(({ start, end }) => ({ start, end })));
  }));
});
