import { assertEquals, assertRejects } from "@std/assert";
import { type ConfigFileSystem, ConfigSyntaxError, load, MemoryFileSystem } from "../../config/mod.ts";

class Refusing implements ConfigFileSystem {
  readonly #error: Error;

  constructor(error: Error) {
    this.#error = error;
  }

  readFile(path: string): Uint8Array | undefined {
    if (path.endsWith("secret.conf")) throw this.#error;
    return new TextEncoder().encode("[a]\n#include secret.conf\n");
  }

  readFolder(): undefined {
    return undefined;
  }
}

Deno.test("load() reads a file and what it includes, relative to the folder of Asterisk", async () => {
  const fs = new MemoryFileSystem({ "a.conf": "[a]\n#include b.conf\n", "b.conf": "x=1\n" }, { directory: "/opt/etc" });

  const file = await load("a.conf", { fs, asteriskDirectory: "/opt/etc" });

  assertEquals([file.name, file.section("a")?.get("x")], ["/opt/etc/a.conf", "1"]);
});

Deno.test("load() tells a missing file as a diagnostic", async () => {
  const file = await load("none.conf", { fs: new MemoryFileSystem() });

  assertEquals([file.valid, file.diagnostics.map(({ code }) => code)], [false, ["file-missing"]]);
});

Deno.test("load() tells a refused permission as a diagnostic", async () => {
  const fs = new Refusing(new Deno.errors.NotCapable(`Requires read access to "secret.conf"`));

  const [included, main] = [await load("a.conf", { fs }), await load("secret.conf", { fs })];

  assertEquals(included.diagnostics.map(({ code, message }) => `${code}: ${message}`), [
    `permission-denied: File "/etc/asterisk/secret.conf" may not be read: Requires read access to "secret.conf"`,
    `include-missing: File "secret.conf" is not there`,
  ]);
  assertEquals(main.diagnostics.map(({ code }) => code), ["permission-denied"]);
});

Deno.test("load() rejects with any other error of the file system", async () => {
  await assertRejects(
    () => load("a.conf", { fs: new Refusing(new Error("Disk is on fire")) }),
    Error,
    "Disk is on fire",
  );
});

Deno.test("load() tells a file over its limit as a diagnostic", async () => {
  const fs = new MemoryFileSystem({ "a.conf": "[a]\n" });

  const file = await load("a.conf", { fs, limits: { maxFileSize: 3 } });

  assertEquals([file.valid, file.diagnostics.map(({ code }) => code)], [false, ["file-too-large"]]);
});

Deno.test("load() waits for what executes", async () => {
  const fs = new MemoryFileSystem({ "a.conf": "[a]\n#exec make\n" });

  const file = await load("a.conf", { fs, exec: async (command) => await Promise.resolve(`x=${command}\n`) });

  assertEquals(file.section("a")?.get("x"), "make");
});

Deno.test("load() rejects with ConfigSyntaxError when strict, and with the signal's reason when aborted", async () => {
  const fs = new MemoryFileSystem({ "a.conf": "a\n" });

  await assertRejects(() => load("a.conf", { fs, strict: true }), ConfigSyntaxError);
  await assertRejects(() => load("a.conf", { fs, signal: AbortSignal.abort(new Error("Enough")) }), Error, "Enough");
});
