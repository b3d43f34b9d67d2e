import { assertEquals, assertThrows } from "@std/assert";
import { makeServerChanges, ServerCrash } from "../../../config/bridge/server_changes.ts";
import { ServerReader } from "../../../config/bridge/server_reader.ts";
import { MemoryFileSystem } from "../../../config/file_system.ts";

const text = "[t](!)\ni=1\n[a](t)\nx=1\nx=2\n[one]\ny=1\n[none]\n";

function change(...changes: Record<string, string>[]): { answer: string | undefined; sections: unknown[] } {
  const fs = new MemoryFileSystem({ m: text });
  const reader = new ServerReader({ fs, directory: "/etc/asterisk", maxIncludes: 10 });
  reader.read("m");
  const fields = changes.flatMap((fields, index) => {
    return Object.entries(fields).map(([name, value]): [string, string] => [`${name}-00000${index}`, value]);
  });
  const answer = makeServerChanges(reader.memory, new Map(fields), "m");
  const sections = reader.memory.categories.map(({ name, variables }) => {
    return [name, variables.map(({ name, value }) => `${name}=${value}`).join()];
  });
  return { answer, sections };
}

Deno.test("makeServerChanges() refuses to delete what is not there with the words of an update", () => {
  const { answer } = change({ action: "Delete", cat: "a", var: "z" });

  assertEquals(answer, "Update did not complete successfully");
});

Deno.test("makeServerChanges() inserts behind the last where fewer come before, and crashes where there is no last", () => {
  const insert = (cat: string, line: string) => change({ action: "Insert", cat, var: "n", value: ">v", line }).sections;

  assertEquals(insert("a", "9")[1], ["a", "i=1,x=1,x=2,n=v"]);
  assertEquals(insert("a", "-3")[1], ["a", "i=1,n=v,x=1,x=2"]);
  assertEquals(insert("a", "4294967297 and more")[1], ["a", "i=1,n=v,x=1,x=2"]);
  assertEquals(insert("a", "x")[1], ["a", "i=1,x=1,x=2"]);
  assertEquals(insert("none", "0")[3], ["none", "n=v"]);
  assertThrows(() => insert("none", "1"), ServerCrash, "crashes at an insertion at 1");
  assertThrows(() => insert("one", "2"), ServerCrash);
});

Deno.test("makeServerChanges() loses what is appended after an insertion at the end", () => {
  const { sections } = change(
    { action: "Insert", cat: "one", var: "n", value: "v", line: "1" },
    { action: "Append", cat: "one", var: "m", value: "v" },
  );

  assertEquals(sections[2], ["one", "y=1,m=v"]);
});

Deno.test("makeServerChanges() goes on after a missing template, and crashes where others follow in its list", () => {
  const create = { action: "NewCat", cat: "b", options: 'inherit="missing"' };

  assertEquals(change(create, { action: "EmptyCat", cat: "z" }).answer, "Given category does not exist");
  assertEquals(change(create, { action: "EmptyCat", cat: "a" }).answer, "Template category not found");
  assertThrows(() => change({ ...create, options: 'inherit="missing,t"' }), ServerCrash, "missing");
});

Deno.test("makeServerChanges() takes options that begin as the known ones, and a place before any section", () => {
  const made = change({ action: "NewCat", cat: "b", options: "inherits='t',template", match: "T" });
  const refused = change({ action: "NewCat", cat: "b", match: "z" });

  assertEquals([made.answer, made.sections[0]], [undefined, ["b", "i=1"]]);
  assertEquals(refused.answer, "Create category did not complete successfully");
});
