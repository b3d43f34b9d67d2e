import { AmiClient, connect } from "@asterism/asterisk/ami";
import { AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertInstanceOf } from "@std/assert";

Deno.test("connect() resolves with a client that is logged in, and that logs off when it is disposed", async () => {
  const server = new AmiServer();
  const connecting = connect(server.options);
  using peer = await server.acceptLogin();
  let last: string | undefined;
  {
    await using manager = await connecting;
    assertInstanceOf(manager, AmiClient);
    assertEquals([manager.hostname, manager.port, manager.username], ["127.0.0.1", 5038, "admin"]);
    peer.action().then(async (action) => {
      last = action.name;
      await peer.answer(action, "Response: Goodbye", "Message: Thanks for all the fish.");
    });
  }
  assertEquals([last, await peer.next()], ["Logoff", undefined]);
});
