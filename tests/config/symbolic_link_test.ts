import { assertEquals } from "@std/assert";

/** Making a link needs permission for all files, which no test has: a program of its own gets it. */
const program = `
  const { saveAtomically } = await import("./config/atomic_save.ts");
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(folder + "/real");
  await Deno.writeTextFile(folder + "/real/pjsip.conf", "old");
  await Deno.symlink("real/pjsip.conf", folder + "/pjsip.conf");
  const encoder = new TextEncoder();
  await saveAtomically(folder + "/pjsip.conf", encoder.encode("new"), { expected: encoder.encode("old") });
  const { isSymlink } = await Deno.lstat(folder + "/pjsip.conf");
  console.log(isSymlink, await Deno.readTextFile(folder + "/real/pjsip.conf"));
  await Deno.remove(folder, { recursive: true });
`;

Deno.test("saveAtomically() writes through a symbolic link, which stays one", async () => {
  const { stdout, stderr } = await new Deno.Command("deno", {
    args: ["eval", program],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();

  assertEquals(new TextDecoder().decode(stdout), "true new\n", new TextDecoder().decode(stderr));
});
