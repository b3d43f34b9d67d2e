import { AmiError, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { checkReadable } from "../../../ami/models/read_permission.ts";
import { answers } from "../../support/ami_manager.ts";
import { answerList } from "../../support/ami_lists.ts";
import { AmiServer } from "../../support/ami_server.ts";
import { assertEquals, assertRejects } from "@std/assert";

const channels = { name: "channels", events: ["Newchannel", "Newexten"] };

async function check(
  permission: string | undefined,
  options: Partial<ConnectOptions> = {},
): Promise<readonly string[]> {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, ...options });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const checking = checkReadable(manager, channels);
  checking.catch(() => {});
  try {
    if (options.events === undefined) {
      if (permission === undefined) await answers(peer, "Response: Error", "Message: Permission denied");
      else await answerList(peer, await peer.expect("Command"), {}, permission);
    }
    return await checking;
  } finally {
    peer.close();
  }
}

Deno.test("checkReadable() is content when events are asked for and the user may read them", async () => {
  assertEquals(await check("system,call,dialplan"), []);
});

Deno.test("checkReadable() throws for a class that is not asked for, or that the user may not read", async () => {
  const message = 'Cannot keep channels: the user "admin" may not read events of class "dialplan"';
  await assertRejects(() => check("system,call"), AmiError, message);
  await assertRejects(
    () => check("call", { events: "call" }),
    AmiError,
    'events of class "dialplan" are not asked for',
  );
  await assertRejects(() => check("call", { events: "off" }), AmiError, 'events of class "call" are not asked for');
});

Deno.test("checkReadable() doubts where Asterisk does not tell, and where there are filters", async () => {
  assertEquals(await check(undefined), [
    'The user "admin" may not run commands, so it is not known which events it may read',
  ]);
  assertEquals(await check("nothing\r\nOutput: else: x").catch(() => ["refused"]), ["refused"]);
});
