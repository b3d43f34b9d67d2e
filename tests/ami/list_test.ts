import { answers, withManager } from "../support/ami_manager.ts";
import { assertEquals, assertRejects } from "@std/assert";

Deno.test("AmiClient.list() gives items to the end of the list, and returns what ended it", async () => {
  await withManager(async ({ manager, peer }) => {
    const events: string[] = [];
    manager.on("*", ({ name }) => void events.push(name));
    const list = manager.list("CoreShowChannels");
    const first = list.next();
    const action = await peer.expect("CoreShowChannels");
    await peer.answer(action, "EventList: start", "Message: Channels will follow");
    for (const name of ["a", "b"]) {
      await peer.message("Event: CoreShowChannel", `ActionID: ${action.actionId}`, `Channel: PJSIP/${name}`);
    }
    await peer.message(
      "Event: CoreShowChannelsComplete",
      `ActionID: ${action.actionId}`,
      "EventList: Complete",
      "ListItems: 2",
    );

    const channels = [(await first).value?.Channel, (await list.next()).value?.Channel];
    const end = await list.next();
    assertEquals(channels, ["PJSIP/a", "PJSIP/b"]);
    assertEquals([end.done, end.value?.get("ListItems"), events], [true, "2", []]);
  });
});

Deno.test("AmiClient.list() left early lets the rest pass, and one that overflows says so with both numbers", async () => {
  await withManager(async ({ manager, peer }) => {
    async function sendList(count: number): Promise<void> {
      const action = await peer.expect("CoreShowChannels");
      await peer.answer(action, "EventList: start");
      for (let index = 0; index < count; index++) {
        // deno-lint-ignore no-await-in-loop -- Messages come in order.
        await peer.message("Event: CoreShowChannel", `ActionID: ${action.actionId}`, `Channel: ${index}`);
      }
      await peer.message("Event: CoreShowChannelsComplete", `ActionID: ${action.actionId}`, "EventList: Complete");
    }
    const events: string[] = [];
    manager.on("*", ({ name }) => void events.push(name));
    const sent = sendList(3);
    for await (const { Channel } of manager.list("CoreShowChannels")) if (Channel === "0") break;
    await sent;

    const overflowing = manager.list("CoreShowChannels", {}, { capacity: 2 });
    const first = overflowing.next();
    await sendList(5);
    await first;
    await assertRejects(
      async () => {
        for await (const _ of overflowing);
      },
      Error,
      'Cannot keep 3 unread events in the stream "CoreShowChannels": its capacity is 2',
    );

    const ping = manager.action("Ping");
    await answers(peer, "Ping: Pong");
    await ping;
    assertEquals(events, []);
  });
});
