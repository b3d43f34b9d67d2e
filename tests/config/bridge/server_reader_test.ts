import { assertEquals, assertThrows } from "@std/assert";
import { ServerReader, type ServerReaderOptions } from "../../../config/bridge/server_reader.ts";
import { MemoryFileSystem } from "../../../config/file_system.ts";

function reader(files: Record<string, string>, options: Partial<ServerReaderOptions> = {}): ServerReader {
  const fs = new MemoryFileSystem(files);
  return new ServerReader({ fs, directory: "/etc/asterisk", maxIncludes: 100, ...options });
}

Deno.test("ServerReader notes what is included, and gives what is included again another name", () => {
  const read = reader({ "m": "[a]\n; c\n#include d/*\n#tryinclude no\n#include d/*", "d/i": "x=1\n", "d/j": "[b]\n" });

  assertEquals(read.read("m"), "valid");

  const { includes, categories } = read.memory;
  assertEquals(includes.map(({ kind, argument, line, truncated }) => [kind, argument, line, truncated]), [
    ["include", "d/*", 3, ["/etc/asterisk/d/*"]],
    ["tryinclude", "no", 4, []],
    ["include", "d/*~~1", 5, ["/etc/asterisk/d/*~~1"]],
  ]);
  assertEquals(includes[0]?.before, "; c\n");
  const places = categories.map(({ name, file, variables }) => [name, file, variables.map(({ file }) => file)]);
  assertEquals(places, [
    ["a", "", ["/etc/asterisk/d/i"]],
    ["b", "/etc/asterisk/d/j", ["d/*~~1"]],
    ["b", "d/*~~1", []],
  ]);
});

Deno.test("ServerReader tells what is missing or invalid, and limits how much is included", () => {
  assertEquals(reader({}).read("m"), "missing");
  assertEquals(reader({ m: "[a" }).read("m"), "invalid");
  assertEquals(reader({ m: "[a]\n#include n\n" }).read("m"), "invalid");
  assertThrows(() => reader({ m: "[a]\n#tryinclude m\n#tryinclude m\n" }).read("m"), Error, "More than 100 files");
});

Deno.test("ServerReader executes only where it is told how to", () => {
  const files = { m: "[a]\n#exec more\n" };
  const enabled = reader(files, { exec: (command) => ({ output: `x=${command}\n`, errors: "e" }) });
  const disabled = reader(files);

  assertEquals([enabled.read("m"), disabled.read("m")], ["valid", "valid"]);
  assertEquals(enabled.memory.categories[0]?.variables.map(({ value, file }) => [value, file]), [
    ["more", "/var/tmp/exec.1"],
  ]);
  assertEquals([enabled.memory.includes[0]?.argument, disabled.memory.includes], ["more", []]);
});
