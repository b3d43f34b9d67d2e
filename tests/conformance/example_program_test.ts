import { connect } from "@asterism/asterisk/ari";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { conformance } from "./harness.ts";

conformance(
  "examples/hello_world.ts, unchanged, serves a call given URL, user and password",
  async ({ backend, signal }) => {
    const { username, password } = backend.user;
    const program = new Deno.Command("deno", {
      args: ["run", "--no-prompt", "--allow-net=127.0.0.1", "examples/hello_world.ts", backend.url, username, password],
      cwd: new URL("../../", import.meta.url),
      stdout: "piped",
      stderr: "piped",
      signal,
    }).spawn();
    await using ari = await connect(backend.url, backend.user);
    while (!(await ari.applications.list({ signal })).some(({ name }) => name === "hello-world"));

    await using call = await backend.call("100");
    await call.answered();
    await call.press("#"); // Says goodbye, then the dialplan waits five seconds and hangs up.
    const { cause } = await call.ended();
    program.kill("SIGTERM");
    const { stdout } = await program.output();

    assertEquals(cause, 16);
    assertStringIncludes(new TextDecoder().decode(stdout), `Waiting for calls to "hello-world" on ${backend.url}`);
  },
  { exempt: { simulator: "in memory it is out of another program's reach; tests/examples runs it on a port" } },
);
