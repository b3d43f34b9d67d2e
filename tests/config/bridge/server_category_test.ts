import { assertEquals } from "@std/assert";
import {
  addToVariable,
  categoryTest,
  findVariable,
  inheritFrom,
  renewed,
  ServerCategory,
} from "../../../config/bridge/server_category.ts";
import { toByteText } from "../../../config/bridge/byte_text.ts";
import type { ServerVariable } from "../../../config/bridge/server_memory.ts";

function variable(name: string, value: string): ServerVariable {
  return { name, value, file: "", line: 1, isObject: false, isInherited: false, before: "; c\n" };
}

function category(...variables: ServerVariable[]): ServerCategory {
  const made = new ServerCategory("a", { file: "", line: 1 });
  made.append(...variables);
  return made;
}

function pairs({ variables }: ServerCategory): string[] {
  return variables.map(({ name, value }) => `${name}=${value}`);
}

Deno.test("ServerCategory.append() loses what was inserted behind the one that Asterisk takes for the last", () => {
  const section = category(variable("a", "1"));
  section.insert(1, variable("b", "2"));
  section.append(variable("c", "3"));
  const empty = category();
  empty.insert(0, variable("b", "2"));
  empty.append(variable("c", "3"));

  assertEquals([pairs(section), pairs(empty)], [["a=1", "c=3"], ["c=3"]]);
});

Deno.test("ServerCategory.remove() and replace() keep track of the last one", () => {
  const section = category(variable("a", "1"), variable("b", "2"));
  const [first] = section.variables;
  section.remove(({ name }) => name === "b");
  if (first !== undefined) section.replace(first, renewed(first, "A", "3"));
  section.append(variable("c", "4"));

  assertEquals(pairs(section), ["A=3", "c=4"]);
  section.empty();
  assertEquals(pairs(section), []);
});

Deno.test("inheritFrom() copies settings without their comments", () => {
  const section = category();
  inheritFrom(section, category(variable("a", "1")));

  assertEquals(section.variables.map(({ isInherited, before }) => [isInherited, before]), [[true, undefined]]);
  assertEquals(section.bases.map(({ name }) => name), ["a"]);
});

Deno.test("addToVariable() adds to the last of a name, and changes the first of that value", () => {
  const section = category(variable("A", "1"), variable("b", ""), variable("a", "1"));

  assertEquals([addToVariable(section, "a", " 2"), addToVariable(section, "B", "2")], [true, false]);
  assertEquals(pairs(section), ["a=1 2", "b=", "a=1"]);
  assertEquals(findVariable(section, "B", "")?.name, "b");
});

Deno.test("categoryTest() takes any name for an empty one, and no template without being told to", () => {
  const template = new ServerCategory("T", { file: "", line: 1, isTemplate: true });

  assertEquals(categoryTest("", "")(category()), true);
  assertEquals(categoryTest("A", "x=.")(category(variable("x", toByteText("ü")))), true);
  assertEquals([categoryTest("t", "")(template), categoryTest("t", "TEMPLATES=restrict")(template)], [false, true]);
});
