import { assertEquals } from "@std/assert";
import { ServerReader } from "../../../config/bridge/server_reader.ts";
import { MemoryFileSystem } from "../../../config/file_system.ts";

function read(text: string): ServerReader {
  const reader = new ServerReader({
    fs: new MemoryFileSystem({ m: text }),
    directory: "/etc/asterisk",
    maxIncludes: 10,
  });
  reader.read("m");
  return reader;
}

Deno.test("ServerFileReader gives comments to what they stand before, on or after", () => {
  const [section] = read("; 1\n\n[a] ; 2\n; 3\nx=1 ; 4\nno equals ; 5\n; 6\ny=2\n; 7\n; 8").memory.categories;

  assertEquals([section?.before, section?.sameLine], ["; 1\n\n", " ; 2\n"]);
  const comments = section?.variables.map(({ before, sameLine, trailing }) => [before, sameLine, trailing]);
  assertEquals(comments, [["; 3\n", " ; 4\n", undefined], [" ; 5\n; 6\n", undefined, "; 7\n; 8"]]);
});

Deno.test("ServerFileReader loses a single comment at the end, and those of headers with (+)", () => {
  const { categories } = read("[a]\nx=1\n; lost\n[a](+) ; lost\ny=2\n; lost").memory;

  const all = categories.flatMap((category) => [category, ...category.variables]);
  assertEquals(all.some(({ before, sameLine, trailing }) => before || sameLine || trailing), false);
  assertEquals(categories[0]?.variables.map(({ name, line }) => [name, line]), [["x", 2], ["y", 5]]);
});

Deno.test("ServerFileReader reads names, values and operators as the reader does", () => {
  const { categories } = read("\ufeff[t](!)\n\\[x] => a\\;b\np=1\np += 2\n[a](t,+)\n[b](!,t)\n=1\n").memory;

  assertEquals(categories.map(({ name, isTemplate, bases }) => [name, isTemplate, bases.length]), [["t", true, 0]]);
  assertEquals(categories[0]?.variables.map(({ name, value, isObject }) => [name, value, isObject]), [
    ["[x]", "a;b", true],
    ["p", "1 2", false],
  ]);
});
