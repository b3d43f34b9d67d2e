/** What pyst2's `asterisk.config` does, row by row, and what does it here. */
import { assertEquals, assertThrows } from "@std/assert";
import { ConfigSyntaxError, parse } from "../../config/mod.ts";

const text = "; head\n[general]\nbind = 1 ; c\n\n[default]\nexten => 1,1,NoOp()\nexten => 1,2,Hangup()\n";

Deno.test("Config(filename): .lines and .categories are tree.lines() and sections", () => {
  const file = parse(text, { name: "extensions.conf" });

  assertEquals(file.tree.lineCount, 7);
  assertEquals([file.name, file.sections.map(({ name }) => name)], ["extensions.conf", ["general", "default"]]);
});

Deno.test("Line: .line, .comment and .number are number, start, end and comment", () => {
  const { tree } = parse(text);
  const line = tree.line(3);

  assertEquals([line.number, tree.source.slice(line.comment ?? 0, line.end)], [3, "; c\n"]);
});

Deno.test("Category: append, insert, pop and remove are append, insert and delete", () => {
  const file = parse(text);

  file.section("general")?.append("a", "1").insert("b", "2", { line: 0 }).delete("bind");

  assertEquals(file.section("general")?.settings.map(({ name }) => name), ["b", "a"]);
});

Deno.test("Item: .name, .value and .style are name, value and isObject", () => {
  const [setting] = parse(text).section("default")?.settings ?? [];

  assertEquals([setting?.name, setting?.value, setting?.isObject], ["exten", "1,1,NoOp()", true]);
});

Deno.test("ParseError carries the line: so does ConfigSyntaxError, with strict", () => {
  const error = assertThrows(() => parse("[a]\n[b\n", { strict: true }), ConfigSyntaxError);

  assertEquals(error.line, 2);
});
