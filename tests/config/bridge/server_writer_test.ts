import { assertEquals } from "@std/assert";
import { ServerReader } from "../../../config/bridge/server_reader.ts";
import { ServerWriter } from "../../../config/bridge/server_writer.ts";
import { MemoryFileSystem } from "../../../config/file_system.ts";

function write(
  files: Record<string, string>,
  isWritable = (_path: string) => true,
): Record<string, string> | undefined {
  const fs = new MemoryFileSystem(files);
  const reader = new ServerReader({ fs, directory: "/etc/asterisk", maxIncludes: 10 });
  reader.read("m");
  const writer = new ServerWriter({
    fs,
    directory: "/etc/asterisk",
    file: "m",
    date: "today",
    preservesEffectiveContext: true,
    isWritable,
  });
  if (!writer.write(reader.memory)) return undefined;
  return Object.fromEntries(Array.from(writer.files, ([path, text]) => [path, text.replace(/^(?:;!.*\n)+/, "")]));
}

Deno.test("ServerWriter writes a header into each file", () => {
  const fs = new MemoryFileSystem({ m: "" });
  const options = { fs, directory: "/etc/asterisk", date: "today", preservesEffectiveContext: true };
  const { memory } = new ServerReader({ fs, directory: "/etc/asterisk", maxIncludes: 10 });
  const [relative, absolute] = ["m", "/etc/asterisk/m"].map((file) => {
    const writer = new ServerWriter({ ...options, file, isWritable: () => true });
    writer.write(memory);
    return writer.files.get("/etc/asterisk/m");
  });

  const lines = ["", " Automatically generated configuration file", " Filename: m (/etc/asterisk/m)"];
  const expected = [...lines, " Generator: Manager", " Creation Date: today", ""].map((line) => `;!${line}\n`).join("");
  assertEquals([relative, absolute], [expected, expected.replace("m (/etc/asterisk/m)", "/etc/asterisk/m")]);
});

Deno.test("ServerWriter keeps up to four blank lines, and makes one of more", () => {
  const text = "\n[a]\n\n\nx=1\n\n\n\n\n\n\ny=2\n";

  assertEquals(write({ m: text }), { "/etc/asterisk/m": "\n[a]\n\n\nx = 1\n\n\n\n\n\n\ny = 2\n" });
  assertEquals(write({ m: "[a]\nno\nno\nno\nno\nno\nx=1\n" }), { "/etc/asterisk/m": "[a]\n\nx = 1\n" });
  assertEquals(write({ m: "[a]\nno\nno\nx=1\n" }), { "/etc/asterisk/m": "[a]\n\n\nx = 1\n" });
});

Deno.test("ServerWriter doubles what a pattern includes, and makes a file of the pattern's name", () => {
  const written = write({ m: "[a]\n#include d/*\ny=1\n", "d/i": "x=1\n" });

  assertEquals(written, {
    "/etc/asterisk/d/*": "",
    "/etc/asterisk/d/i": "x=1\nx = 1\n",
    "/etc/asterisk/m": '[a]\n#include "d/*"\ny = 1\n',
  });
});

Deno.test("ServerWriter writes nothing where one file cannot be written", () => {
  const files = { m: "[a]\n#include d/i\n", "d/i": "x=1\n" };

  assertEquals(write(files, (path) => path !== "/etc/asterisk/d/i"), undefined);
  assertEquals(write({ m: "[a]\n#include {d,e}/i\n", "d/i": "x=1\n" }), undefined);
});
