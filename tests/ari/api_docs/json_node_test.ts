import { assertEquals, assertThrows } from "@std/assert";
import { JsonNode } from "../../../ari/api_docs/json_node.ts";

const root = new JsonNode({ apis: [{ path: "/a", code: 4, open: true }] }, "a.json");

Deno.test("JsonNode reads strings, numbers, flags, items and entries", () => {
  const [api] = root.get("apis").items();

  assertEquals(api?.get("path").string(), "/a");
  assertEquals(api?.get("code").number(), 4);
  assertEquals([api?.get("open").flag(), api?.get("closed").flag()], [true, false]);
  assertEquals([api?.has("path"), api?.has("paths")], [true, false]);
  assertEquals(api?.entries().map(([name, { value }]) => [name, value]), [["path", "/a"], ["code", 4], ["open", true]]);
});

for (
  const [what, read, message] of [
    ["string", (node: JsonNode) => node.get("code").string(), '"apis[0].code" must be a string: current value is 4'],
    ["number", (node: JsonNode) => node.get("path").number(), '"apis[0].path" must be a number: current value is "/a"'],
    ["flag", (node: JsonNode) => node.get("path").flag(), '"apis[0].path" must be a boolean: current value is "/a"'],
    [
      "list",
      (node: JsonNode) => node.get("absent").items(),
      '"apis[0].absent" must be a list: current value is absent',
    ],
    ["object", (node: JsonNode) => node.get("code").get("x"), '"apis[0].code" must be an object: current value is 4'],
  ] as const
) {
  Deno.test(`JsonNode names document, place and value when there is no ${what}`, () => {
    const [api] = root.get("apis").items();

    assertThrows(() => api && read(api), SyntaxError, `Cannot read "a.json": ${message}`);
  });
}

Deno.test("JsonNode names the document alone when its root is wrong", () => {
  assertThrows(() => new JsonNode([], "a.json").get("apis"), SyntaxError, "the document must be an object");
});
