import { connect } from "@asterism/asterisk/ami";
import { AmiAuthenticationError, AmiResponseError } from "../../ami/errors.ts";
import { AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertRejects } from "@std/assert";

Deno.test("connect() logs in by a challenge, so that the secret is not on the wire", async () => {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, events: "call,system" });
  using peer = await server.accept();
  const login = await peer.logIn();
  await using _manager = await connecting;
  const served = peer.serve();

  assertEquals(login.get("Events"), "call,system");
  assertEquals(login.lines.some((line) => line.includes("secret")), false);
  await _manager.close();
  await served;
});

Deno.test('connect() logs in by the secret itself with authentication "plain"', async () => {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, authentication: "plain" });
  using peer = await server.accept();
  const login = await peer.logIn();
  await using manager = await connecting;
  const served = peer.serve();

  assertEquals([login.get("Secret"), login.get("Events")], ["secret", "on"]);
  await manager.close();
  await served;
});

Deno.test("connect() rejects with AmiAuthenticationError for a wrong secret, which the message does not have", async () => {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, secret: "hush hush", keepTrying: true });
  const rejects = assertRejects(
    () => connecting,
    AmiAuthenticationError,
    'Cannot log in as "admin": Authentication failed',
  );
  using peer = await server.accept();
  await peer.send("Asterisk Call Manager/11.0.0\r\n");
  await peer.answer(await peer.expect("Challenge"), "Challenge: 1");
  await peer.answer(await peer.expect("Login"), "Response: Error", "Message: Authentication failed");

  await rejects;
  assertEquals([await peer.next(), server.connections], [undefined, 1]);
});

Deno.test("connect() rejects with what Asterisk says when it is not the secret, such as a shutdown", async () => {
  const server = new AmiServer();
  const connecting = connect(server.options);
  const rejects = assertRejects(() => connecting, AmiResponseError, '"Asterisk is shutting down"');
  using peer = await server.accept();
  await peer.send("Asterisk Call Manager/11.0.0\r\n");
  await peer.answer(await peer.expect("Challenge"), "Response: Error", "Message: Asterisk is shutting down");

  await rejects;
});
