import { assertEquals } from "@std/assert";
import { compareFiles, writeFiles } from "../../../ari/_tools/output.ts";
import { temporaryFolder, writeAll } from "./swagger_fixture.ts";

Deno.test("compareFiles() tells what differs, what is missing and what is left over", async () => {
  await using folder = await temporaryFolder();
  await writeAll(folder.path, new Map([["same.ts", "1"], ["other.ts", "1"], ["old.ts", "1"]]));

  const differences = await compareFiles(folder.path, new Map([["same.ts", "1"], ["other.ts", "2"], ["new.ts", "1"]]));

  assertEquals(differences, [
    { name: "new.ts", problem: "is missing" },
    { name: "old.ts", problem: "is not generated any longer" },
    { name: "other.ts", problem: "differs" },
  ]);
});

Deno.test("compareFiles() finds everything missing when there is no folder", async () => {
  const differences = await compareFiles(".cache/no-such-folder", new Map([["a.ts", ""]]));

  assertEquals(differences, [{ name: "a.ts", problem: "is missing" }]);
});

Deno.test("writeFiles() leaves nothing in the folder but its files", async () => {
  await using folder = await temporaryFolder();
  await writeAll(folder.path, new Map([["old.ts", "1"]]));
  const files = new Map([["a.ts", "1"], ["b.ts", "2"]]);

  await writeFiles(folder.path, files);

  assertEquals(await compareFiles(folder.path, files), []);
});
