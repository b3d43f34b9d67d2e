import { assertEquals, assertRejects } from "@std/assert";
import { DenoFileSystem } from "../../config/mod.ts";

const folder = decodeURIComponent(new URL("../golden/config/", import.meta.url).pathname);

Deno.test("DenoFileSystem reads files, no more of a large one than asked for", async () => {
  const fs = new DenoFileSystem();

  assertEquals((await fs.readFile(`${folder}001-basic.conf`))?.length, 35);
  assertEquals((await fs.readFile(`${folder}001-basic.conf`, { maxSize: 9 }))?.length, 10);
});

Deno.test("DenoFileSystem has no file where there is none, or a folder", async () => {
  const fs = new DenoFileSystem();

  assertEquals(await fs.readFile(`${folder}none.conf`), undefined);
  assertEquals(await fs.readFile(folder), undefined);
  assertEquals(await fs.readFile(`${folder}001-basic.conf/x`), undefined);
});

Deno.test("DenoFileSystem reads the names in folders only", async () => {
  const fs = new DenoFileSystem();

  assertEquals(await fs.readFolder(`${folder}141-inc-basic.files/t`), ["d"]);
  assertEquals(await fs.readFolder(`${folder}none`), undefined);
  assertEquals(await fs.readFolder(`${folder}001-basic.conf`), undefined);
});

Deno.test("DenoFileSystem throws NotCapable where Deno may not read", async () => {
  await assertRejects(() => new DenoFileSystem().readFile("/etc/shadow"), Deno.errors.NotCapable);
});
