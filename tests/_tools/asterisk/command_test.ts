import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { run } from "../../../_tools/asterisk/command.ts";

Deno.test("run() gives what a program has said", async () => {
  const { code, stdout, stderr } = await run("deno", ["eval", "console.log('out'); console.error('err')"]);

  assertEquals({ code, stdout, stderr }, { code: 0, stdout: "out\n", stderr: "err\n" });
});

Deno.test("run() rejects with the exit code and the last words of a program that fails", async () => {
  const error = await assertRejects(() => run("deno", ["eval", "console.error('no disk'); Deno.exit(3)"]), Error);

  assertStringIncludes(error.message, "it ended with 3");
  assertStringIncludes(error.message, "no disk");
});

Deno.test("run() returns the exit code of a program that may fail", async () => {
  assertEquals((await run("deno", ["eval", "Deno.exit(3)"], { mayFail: true })).code, 3);
});

Deno.test("run() gives the program its environment, in the language of the machine", async () => {
  const script = "console.log(Deno.env.get('LC_ALL'), Deno.env.get('ASTERISK_TEST'))";

  const { stdout } = await run("deno", ["eval", script], { env: { ASTERISK_TEST: "yes" } });

  assertEquals(stdout, "C yes\n");
});

Deno.test("run() ends the program when its signal aborts", async () => {
  const script = "setInterval(() => {}, 1000)";

  const { code } = await run("deno", ["eval", script], { mayFail: true, signal: AbortSignal.abort() });

  assertEquals(code === 0, false);
});
