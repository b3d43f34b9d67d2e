import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { ConfigChangedError } from "../../../config/atomic_save.ts";
import { ConfigSaveError } from "../../../config/edit/save_files.ts";
import { load } from "../../../config/load.ts";
import { parse } from "../../../config/parse.ts";

function editedFiles() {
  const files = { "m.conf": "[a]\n#include i.conf\n#include j.conf\n", "i.conf": "[b]\n", "j.conf": "[c]\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });
  for (const name of ["a", "b", "c"]) file.section(name)?.append("x", "1");
  return file;
}

Deno.test("ConfigFile.save() gives the old bytes to who writes, included files first", async () => {
  const files = { "m.conf": "[a]\n#include i.conf\n", "i.conf": "[b]\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });
  file.section("a")?.append("x", "1");
  file.section("b")?.append("y", "2");
  const written: string[] = [];

  await file.save({
    write: (path, bytes, { expected }) => void written.push(`${path} ${expected.length} ${bytes.length}`),
  });

  assertEquals(written, ["/etc/asterisk/i.conf 4 10", "m.conf 20 26"]);
  assertEquals(file.diff(), "");
  assertThrows(() => file.section("b")?.set("y", "\n"));
});

Deno.test("ConfigFile.save() tells what is written where it fails half way, and then writes the rest", async () => {
  const file = editedFiles();
  const written: [string, string][] = [];
  let isFull = true;
  const write = (path: string, bytes: Uint8Array, { expected }: { expected: Uint8Array }) => {
    if (isFull && path.endsWith("i.conf")) throw new Error("No space left");
    const [old, now] = [expected, bytes].map((content) => new TextDecoder().decode(content));
    written.push([path, `${old}→${now}`]);
  };

  const error = await assertRejects(() => file.save({ write }), ConfigSaveError, "No space left");

  assertEquals([error.written, error.unwritten], [["/etc/asterisk/j.conf"], ["/etc/asterisk/i.conf", "m.conf"]]);
  assertInstanceOf(error.cause, Error);
  isFull = false;
  file.section("c")?.append("y", "2");
  await file.save({ write });
  assertEquals(written, [
    ["/etc/asterisk/j.conf", "[c]\n→[c]\nx = 1\n"],
    ["/etc/asterisk/j.conf", "[c]\nx = 1\n→[c]\nx = 1\ny = 2\n"],
    ["/etc/asterisk/i.conf", "[b]\n→[b]\nx = 1\n"],
    ["m.conf", `[a]\n#include i.conf\n#include j.conf\n→[a]\nx = 1\n#include i.conf\n#include j.conf\n`],
  ]);
});

Deno.test("ConfigFile.save() takes back what was written when that was edited back meanwhile", async () => {
  const file = editedFiles();
  const written: string[] = [];
  const write = (path: string, bytes: Uint8Array) => {
    if (written.length === 1 && path.endsWith("i.conf")) throw new Error("No space left");
    written.push(new TextDecoder().decode(bytes));
  };
  await assertRejects(() => file.save({ write }), ConfigSaveError);
  written.length = 0;

  for (const name of ["a", "b", "c"]) file.section(name)?.delete("x");
  await file.save({ write });

  assertEquals(written, ["[c]\n"]);
});

Deno.test("ConfigFile.save() asks for all files before the first is written, and one that fails first changes nothing", async () => {
  const file = editedFiles();
  const calls: string[] = [];
  const write = (path: string) => void calls.push(`write ${path}`);
  const check = (path: string) => {
    calls.push(`check ${path}`);
    if (path === "m.conf") throw new ConfigChangedError(path, "somebody else changed it");
  };

  await assertRejects(() => file.save({ write, check }), ConfigChangedError);

  assertEquals(calls, ["check /etc/asterisk/j.conf", "check /etc/asterisk/i.conf", "check m.conf"]);
  await assertRejects(() => file.save({ write: () => Promise.reject(new Error("first")) }), Error, "first");
});

Deno.test("ConfigFile.save() refuses edits and a second save until it is done", async () => {
  const file = editedFiles();
  const gate = Promise.withResolvers<void>();
  const saving = file.save({ write: () => gate.promise });

  assertThrows(() => file.section("a")?.set("x", "2"), TypeError, `Cannot edit "m.conf" while it is being saved`);
  await assertRejects(() => file.save(), TypeError, "Cannot save");
  assertEquals(file.section("a")?.get("x"), "1");
  gate.resolve();
  await saving;

  file.section("a")?.set("x", "2");
  assertEquals(file.edits().length, 1);
});

Deno.test("ConfigFile.save() writes none of several files on disk when one of them changed meanwhile", async () => {
  const cache = new URL("../../../.cache/", import.meta.url);
  await Deno.mkdir(cache, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: cache.pathname, prefix: "save-" });
  try {
    await Deno.writeTextFile(`${folder}/m.conf`, "[a]\n#include i.conf\n");
    await Deno.writeTextFile(`${folder}/i.conf`, "[b]\n");
    const file = await load("m.conf", { asteriskDirectory: folder });
    file.section("a")?.append("x", "1");
    file.section("b")?.append("x", "1");
    await Deno.writeTextFile(`${folder}/m.conf`, "[other]\n");

    const error = await assertRejects(() => file.save(), ConfigChangedError);

    assertEquals(error.path, `${folder}/m.conf`);
    assertEquals(await Deno.readTextFile(`${folder}/i.conf`), "[b]\n");
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
    assertEquals(names, ["i.conf", "m.conf"]);
    await Deno.writeTextFile(`${folder}/m.conf`, "[a]\n#include i.conf\n");
    await file.save();
    assertEquals(await Deno.readTextFile(`${folder}/i.conf`), "[b]\nx = 1\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
