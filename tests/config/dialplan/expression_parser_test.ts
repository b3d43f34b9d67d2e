import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { tokenize } from "../../../config/dialplan/expression_lexer.ts";
import { type ExpressionNode, type ParsedTokens, parseTokens } from "../../../config/dialplan/expression_parser.ts";

function parse(text: string): ParsedTokens {
  return parseTokens(tokenize(text), (byte) => byte);
}

/** Writes a tree with all its parentheses. */
function write(node: ExpressionNode | undefined): string {
  switch (node?.kind) {
    case undefined:
      return "";
    case "word":
      return node.text;
    case "parentheses":
      return write(node.body);
    case "unary":
      return `(${node.operator}${write(node.operand)})`;
    case "binary":
      return `(${write(node.left)}${node.operator}${write(node.right)})`;
    case "conditional":
      return `(${write(node.condition)}?${write(node.yes)}::${write(node.no)})`;
    case "call":
      return `${node.name}(${node.arguments.map(write).join(",")})`;
  }
}

const trees: readonly [string, string][] = [
  ["1|2&3=4+5*6:7", "(1|(2&(3=(4+(5*(6:7))))))"],
  ["1:2*3+4=5&6|7", "((((((1:2)*3)+4)=5)&6)|7)"],
  ["1-2-3", "((1-2)-3)"],
  ["1=2>3", "((1=2)>3)"],
  ["-1:2", "(-(1:2))"],
  ["-1*2", "((-1)*2)"],
  ["!1=1", "((!1)=1)"],
  ["--!1", "(-(-(!1)))"],
  ["1?2::3?4::5", "((1?2::3)?4::5)"],
  ["1?2?3::4::5", "(1?(2?3::4)::5)"],
  ["1?2|3::4|5", "(1?(2|3)::(4|5))"],
  ["F(1,,2)", "F(1,,2)"],
  ["F (G(1)+2,)", "F((G(1)+2),)"],
  ["(1+2)*3", "((1+2)*3)"],
];

for (const [text, tree] of trees) {
  Deno.test(`parseTokens() reads "${text}" as ${tree}`, () => {
    const { outcome, error } = parse(text);

    assertEquals(outcome.kind === "node" && write(outcome.node), tree);
    assertEquals(error, undefined);
  });
}

const errors: readonly [string, ParsedTokens["outcome"]["kind"], string, readonly string[]][] = [
  ["a b", "node", "word", ["end"]],
  ["1)", "node", ")", ["end"]],
  ["1,2", "node", ",", ["end"]],
  ["* 2", "empty", "*", ["end"]],
  ["1 =", "broken", "end", ["-", "!", "(", "word"]],
  ["F()", "broken", ")", ["-", "!", "(", "word"]],
  ["(1", "broken", "end", []],
  ["1?2", "broken", "end", []],
  ["F(1", "broken", "end", [",", ")"]],
  ["F(1,*)", "broken", "*", [",", ")"]],
  ["(1)(2)", "node", "(", ["end"]],
];

for (const [text, kind, token, expected] of errors) {
  Deno.test(`parseTokens() breaks off in "${text}" where Asterisk does`, () => {
    const { outcome, error } = parse(text);

    assertEquals([outcome.kind, error?.token.kind, error?.expected], [kind, token, expected]);
  });
}

Deno.test("parseTokens() lists nodes in the order of computing, also those that an error leaves behind", () => {
  const { nodes, outcome } = parse("(1+2*3 4");

  assertEquals(nodes.map(write), ["1", "2", "3", "(2*3)", "(1+(2*3))"]);
  assertEquals(outcome.kind, "broken");
});

Deno.test("parseTokens() tells the ranges of nodes", () => {
  const { nodes } = parse(" (a + -b) ");

  assertEquals(nodes.map(({ start, end }) => [start, end]), [[2, 3], [7, 8], [6, 8], [2, 8], [1, 9]]);
});

Deno.test("parseTokens() gives up when 10000 things are open, as Asterisk's parser does", () => {
  const { error, outcome } = parse(`${"!".repeat(20_000)}1`);

  assertEquals([error?.isTooDeep, outcome.kind], [true, "broken"]);
});

Deno.test("parseTokens() never throws", () => {
  const token = fc.constantFrom("1", "a", "+", "-", "!", "(", ")", ",", "?", "::", ":", "|", "F(", " ");
  fc.assert(fc.property(fc.array(token), (tokens) => {
    const { outcome, nodes } = parse(tokens.join(""));
    if (outcome.kind === "node") assertEquals(nodes.includes(outcome.node), true);
  }));
});
