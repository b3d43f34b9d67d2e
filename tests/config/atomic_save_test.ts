import { assertEquals, assertRejects } from "@std/assert";
import { ConfigChangedError, saveAtomically } from "../../config/atomic_save.ts";

const cache = new URL("../../.cache/", import.meta.url);
const encoder = new TextEncoder();

async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  await Deno.mkdir(cache, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: cache.pathname, prefix: "save-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

Deno.test("saveAtomically() writes a file anew, keeps its mode and owner, and leaves nothing beside it", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/pjsip.conf`;
    await Deno.writeTextFile(path, "old", { mode: 0o640 });
    await Deno.chmod(path, 0o640);
    const before = await Deno.stat(path);

    await saveAtomically(path, encoder.encode("new"), { expected: encoder.encode("old") });

    const after = await Deno.stat(path);
    assertEquals(await Deno.readTextFile(path), "new");
    assertEquals([after.mode, after.uid, after.gid], [before.mode, before.uid, before.gid]);
    assertEquals(await names(folder), ["pjsip.conf"]);
  });
});

Deno.test("saveAtomically() refuses a file that changed, went or came meanwhile, and leaves it as it is", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/pjsip.conf`;
    await assertRejects(
      () => saveAtomically(path, encoder.encode("new"), { expected: encoder.encode("old") }),
      ConfigChangedError,
      `Cannot save "${path}": it was removed since it was read`,
    );
    await Deno.writeTextFile(path, "theirs");
    await assertRejects(
      () => saveAtomically(path, encoder.encode("new"), { expected: encoder.encode("old") }),
      ConfigChangedError,
      "somebody else changed it",
    );
    await assertRejects(
      () => saveAtomically(path, encoder.encode("new"), { expected: undefined }),
      ConfigChangedError,
      "it was made by somebody else",
    );

    assertEquals(await Deno.readTextFile(path), "theirs");
    assertEquals(await names(folder), ["pjsip.conf"]);
  });
});

Deno.test("saveAtomically() makes a file that was not there", async () => {
  await withFolder(async (folder) => {
    await saveAtomically(`${folder}/new.conf`, encoder.encode("[general]\n"), { expected: undefined });

    assertEquals(await Deno.readTextFile(`${folder}/new.conf`), "[general]\n");
  });
});

Deno.test("saveAtomically() that fails leaves neither a part nor a temporary file", async () => {
  await withFolder(async (folder) => {
    await assertRejects(
      () => saveAtomically(`${folder}/missing/new.conf`, encoder.encode("x"), { expected: undefined }),
      Deno.errors.NotFound,
    );

    assertEquals(await names(folder), []);
  });
});
