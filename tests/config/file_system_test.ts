import { assertEquals } from "@std/assert";
import { MemoryFileSystem, OverlayFileSystem } from "../../config/mod.ts";
import { resolvePath } from "../../config/file_system.ts";

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

Deno.test("MemoryFileSystem holds files by absolute paths, whichever way they are named", () => {
  const fs = new MemoryFileSystem({ "a.conf": "1", "/etc/asterisk/d/b.conf": "2" });
  fs.writeFile("/c.conf", "3");

  assertEquals(fs.paths, ["/etc/asterisk/a.conf", "/etc/asterisk/d/b.conf", "/c.conf"]);
  assertEquals(text(fs.readFile("/etc//asterisk/./d/../a.conf")), "1");
  assertEquals(fs.readFile("/etc/asterisk/d"), undefined);
  assertEquals(fs.readFolder("/etc/asterisk"), ["a.conf", "d"]);
  assertEquals([fs.readFolder("/"), fs.readFolder("/none")], [["etc", "c.conf"], undefined]);
});

Deno.test("OverlayFileSystem gives the file of the upper layer, and the names of all", async () => {
  const upper = new MemoryFileSystem({ "a.conf": "new", "b.conf": "b" });
  const lower = new MemoryFileSystem({ "a.conf": "old", "c.conf": "c" });

  const fs = new OverlayFileSystem([upper, lower]);

  assertEquals(text(await fs.readFile("/etc/asterisk/a.conf")), "new");
  assertEquals(text(await fs.readFile("/etc/asterisk/c.conf")), "c");
  assertEquals(await fs.readFile("/etc/asterisk/d.conf"), undefined);
  assertEquals(await fs.readFolder("/etc/asterisk"), ["a.conf", "b.conf", "c.conf"]);
  assertEquals(await fs.readFolder("/none"), undefined);
});

Deno.test("resolvePath() makes paths absolute and short", () => {
  assertEquals(resolvePath("a/../b", "/etc"), "/etc/b");
  assertEquals(resolvePath("/a//./b/", "/etc"), "/a/b");
  assertEquals(resolvePath("../../..", "/etc"), "/");
});
