import { assertEquals, assertRejects } from "@std/assert";
import { AmiAuthenticationError, connect } from "@asterism/asterisk/ami";
import { AmiHttpServer } from "../../support/ami_http_server.ts";

Deno.test("a login over HTTP asks for no events before it is let in, and then for those that are wanted", async () => {
  const server = new AmiHttpServer();
  const connecting = connect({ ...server.options, authentication: "plain", events: "call,user" });
  (await server.expect("Challenge")).answer("Challenge: 1"); // The look whether there is somebody.
  const login = await server.expect("Login");
  login.answer("Message: Authentication accepted");
  const asked = await server.expect("Events");
  asked.answer("Events: On");
  const others = [await server.next(), await server.next()];
  others.find(({ name }) => name === "Ping")?.answer("Ping: Pong");
  const manager = await connecting;

  assertEquals([login.fields.get("Secret"), login.fields.get("Events")], ["secret", "off"]);
  assertEquals(asked.fields.get("EventMask"), "call,user");
  assertEquals(manager.banner, { product: "Asterisk", version: "22.10.1" });
  const closing = manager.close();
  await server.serve();
  await closing;
});

Deno.test("a login over HTTP that is refused is an AmiAuthenticationError, however it logs in", async () => {
  for (const authentication of ["md5", "plain", "digest"] as const) {
    const server = new AmiHttpServer();
    const rejects = assertRejects(
      () => connect({ ...server.options, authentication }),
      AmiAuthenticationError,
      'Cannot log in as "admin"',
    );
    const refuse = () =>
      new Response("", { status: 401, headers: { "www-authenticate": 'Digest realm="asterisk", nonce="1"' } });
    // deno-lint-ignore no-await-in-loop -- One after the other.
    const first = await server.next();
    if (authentication === "digest") {
      first.respond(refuse());
      // deno-lint-ignore no-await-in-loop -- The same.
      (await server.expect("Events")).respond(refuse());
    } else {
      first.answer("Challenge: 1");
      // deno-lint-ignore no-await-in-loop -- The same.
      if (authentication === "md5") (await server.expect("Challenge")).answer("Challenge: 1");
      // deno-lint-ignore no-await-in-loop -- The same.
      (await server.expect("Login")).answer("Response: Error", "Message: Authentication failed");
    }
    // deno-lint-ignore no-await-in-loop -- The same.
    await rejects;
  }
});
