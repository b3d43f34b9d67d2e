import { connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertStringIncludes } from "@std/assert";

Deno.test("examples/hello_world.ts is a program that takes URL, user and password and serves calls", async () => {
  await using pbx = await simulate({
    files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(hello-world)\n same => n,Hangup()\n" },
  });
  const { username, password } = pbx.ari.user;
  const program = new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--allow-net=127.0.0.1", "examples/hello_world.ts", pbx.ari.url, username, password],
    cwd: new URL("../../", import.meta.url),
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await using client = await connect(pbx.ari.url, pbx.ari.user);
  while ((await client.applications.list()).length === 0);

  const call = await pbx.phone("PJSIP/alice").call("100");
  await call.heard("sound:hello-world");
  await call.press("#");
  await call.heard("sound:goodbye");
  const { cause } = await call.ended();
  program.kill("SIGTERM");
  const { stdout } = await program.output();

  assertEquals(cause, 16);
  assertStringIncludes(new TextDecoder().decode(stdout), `Waiting for calls to "hello-world" on ${pbx.ari.url}`);
});

Deno.test("examples/hello_world.ts says in one error what is wrong with the password", async () => {
  await using pbx = await simulate();

  const { success, stderr } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--allow-net=127.0.0.1", "examples/hello_world.ts", pbx.ari.url, "me", "hunter2"],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();

  const text = new TextDecoder().decode(stderr);
  assertEquals(success, false);
  assertStringIncludes(
    text,
    "AriResponseError: Cannot run asterisk.getInfo (GET /asterisk/info): Asterisk answered 401",
  );
  assertEquals(text.includes("hunter2"), false);
});
