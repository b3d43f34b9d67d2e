import { assertEquals, assertThrows } from "@std/assert";
import { configurationFiles, DEFAULT_PORTS } from "../../../_tools/asterisk/configuration.ts";
import { ownerIn, prepare } from "../../../_tools/asterisk/prepare.ts";
import { makeCache } from "./cache.ts";

/** A root whose asterisk is the user who runs the test. */
async function makeRoot(): Promise<{ readonly path: string } & AsyncDisposable> {
  const cache = await makeCache();
  const { uid, gid } = await Deno.stat(cache.path);
  await Deno.mkdir(`${cache.path}/etc`);
  await Deno.writeTextFile(`${cache.path}/etc/passwd`, `asterisk:x:${uid}:${gid}::/:\n`);
  return cache;
}

Deno.test("prepare() writes the configuration and the dialplan", async () => {
  await using root = await makeRoot();

  await prepare(DEFAULT_PORTS, root.path);

  const names = Array.from(Deno.readDirSync(`${root.path}/etc/asterism`), ({ name }) => name).sort();
  assertEquals(names, [...Object.keys(configurationFiles(DEFAULT_PORTS)), "extensions.conf"].sort());
  assertEquals(
    await Deno.readTextFile(`${root.path}/etc/asterism/extensions.conf`),
    await Deno.readTextFile("_tools/asterisk/extensions.conf"),
  );
});

Deno.test("prepare() leaves nothing of an earlier run", async () => {
  await using root = await makeRoot();
  await prepare(DEFAULT_PORTS, root.path);
  const left = ["etc/asterism/queues.conf", "run/asterisk/asterisk.ctl", "var/spool/asterisk/recording/a.wav"];
  for (const path of left) await Deno.writeTextFile(`${root.path}/${path}`, "");

  await prepare(DEFAULT_PORTS, root.path);

  for (const path of left) {
    const stat = await Deno.lstat(`${root.path}/${path}`).catch((error: unknown) => error);
    assertEquals(stat instanceof Deno.errors.NotFound, true, path);
  }
});

Deno.test("ownerIn() reads the numbers of a user", () => {
  const passwd = "root:x:0:0:root:/root:/bin/sh\nasterisk2:x:7:8::/:\nasterisk:x:101:102:PBX:/:/bin/false\n";

  assertEquals(ownerIn(passwd, "asterisk"), { uid: 101, gid: 102 });
  assertThrows(() => ownerIn("root:x:0:0:::\n", "asterisk"), Error, `has no user "asterisk"`);
});
