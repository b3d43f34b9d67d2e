import { assertEquals, assertThrows } from "@std/assert";
import { readServerLine, ServerHang, serverLines } from "../../../config/bridge/server_line.ts";

Deno.test.each([
  // What is kept of a comment begins with its blanks, but for two that are written anyway.
  ["a = 1 ; c\n", { text: "a = 1", sameLine: " ; c\n", comments: "" }],
  ["a = 1   ; c\n", { text: "a = 1  ", sameLine: " ; c\n", comments: "" }],
  ["; c\n", { text: "", sameLine: "; c\n", comments: "" }],
  ["a = \\;b;c", { text: "a = ;b", sameLine: ";c", comments: "" }],
  ["a ;-- b --; c ; d\n", { text: "a  c", sameLine: " ; d\n", comments: ";-- b --;" }],
  ["a ;-- b ;-- c --; --; d\n", { text: "a  d\n", sameLine: "", comments: ";-- b " }],
  [" \t\r\n", { text: undefined, sameLine: "", comments: "\n" }],
])("readServerLine() takes comments out of %s", (line, expected) => {
  assertEquals(readServerLine(line, 0), { depth: 0, ...expected });
});

Deno.test("readServerLine() follows comment blocks over lines", () => {
  assertEquals(readServerLine("a ;-- b\n", 0), { text: "a ", depth: 1, comments: "", sameLine: "" });
  assertEquals(readServerLine("b ; c\n", 1), { text: undefined, depth: 1, comments: "b ; c\n", sameLine: "" });
  assertEquals(readServerLine("c --; d\n", 1), { text: " d\n", depth: 0, comments: "", sameLine: "" });
  assertEquals(readServerLine("a --; b\n", 0), { text: "a --; b\n", depth: -1, comments: "", sameLine: "" });
  assertThrows(() => readServerLine(";--", 128), ServerHang);
});

Deno.test("serverLines() splits as fgets does, and counts what it drops", () => {
  const long = "x".repeat(8191);

  assertEquals([...serverLines("a\nb")], ["a\n", "b"]);
  assertEquals([...serverLines("a\0b\n")], ["a", undefined]);
  assertEquals([...serverLines(`${long}\nb\n`)], [undefined, "b\n", undefined]);
  assertEquals([...serverLines(`${long}${long}y\nb`)], [undefined, "b"]);
  assertEquals([...serverLines(`${"x".repeat(8190)}\n`)], [`${"x".repeat(8190)}\n`, undefined]);
  assertEquals([...serverLines("")], [undefined]);
});
