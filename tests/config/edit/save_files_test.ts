import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

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
