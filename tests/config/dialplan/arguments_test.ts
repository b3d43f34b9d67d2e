import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { splitArguments } from "../../../config/dialplan/arguments.ts";

Deno.test("splitArguments() splits at commas outside of parentheses, brackets and quotes", () => {
  assertEquals(splitArguments('a,(b,c),[d,e],"f,g",h'), ["a", "(b,c)", "[d,e]", "f,g", "h"]);
});

Deno.test("splitArguments() keeps blanks, and takes quotes and backslashes away", () => {
  assertEquals(splitArguments(' a b ,c\\,d,e\\\\f,x"y"z'), [" a b ", "c,d", "e\\f", "xyz"]);
});

Deno.test("splitArguments() counts an empty argument after the last comma, and none in an empty text", () => {
  assertEquals([splitArguments(""), splitArguments("a,"), splitArguments(","), splitArguments(",,")], [
    [],
    ["a", ""],
    ["", ""],
    ["", "", ""],
  ]);
});

Deno.test("splitArguments() leaves the last argument of a limit as it is", () => {
  assertEquals(splitArguments('LIST,\\,,"2"', { limit: 3 }), ["LIST", ",", '"2"']);
  assertEquals(splitArguments('a,"b",c', { limit: 2 }), ["a", '"b",c']);
  assertEquals(splitArguments("a,b", { limit: 1 }), ["a,b"]);
});

Deno.test("splitArguments() raw keeps quotes and backslashes, and what they hold together", () => {
  assertEquals(splitArguments('a\\,b,"c,d",e\\', { raw: true }), ["a\\,b", '"c,d"', "e\\"]);
});

Deno.test("splitArguments() takes another separator", () => {
  assertEquals(splitArguments("${A}?x,y:z", { separator: "?" }), ["${A}", "x,y:z"]);
});

Deno.test("splitArguments() reaches to the end where something is not closed", () => {
  assertEquals([splitArguments("(a,b"), splitArguments('"a,b'), splitArguments("a),b")], [["(a,b"], ["a,b"], [
    "a)",
    "b",
  ]]);
});

Deno.test("splitArguments() loses nothing but separators when it is raw", () => {
  fc.assert(fc.property(fc.string(), (text) => assertEquals(splitArguments(text, { raw: true }).join(","), text)));
});
