import {
  AmiError,
  liveAgents,
  liveBridges,
  liveChannels,
  liveDeviceStates,
  liveExtensionStates,
  livePresenceStates,
  liveQueues,
} from "@asterism/asterisk/ami";
import { answerList } from "../../support/ami_lists.ts";
import { withManager } from "../../support/ami_manager.ts";
import { assertEquals, assertRejects } from "@std/assert";

const kinds = [
  ["channels", liveChannels, ["CoreShowChannels"], "Event: CoreShowChannel", "Uniqueid: 1.1"],
  ["bridges", liveBridges, ["BridgeList", "CoreShowChannels"], "Event: BridgeListItem", "BridgeUniqueid: b"],
  ["queues", liveQueues, ["QueueStatus"], "Event: QueueParams", "Queue: sales"],
  ["device states", liveDeviceStates, ["DeviceStateList"], "Event: DeviceStateChange", "Device: PJSIP/a"],
  ["extension states", liveExtensionStates, ["ExtensionStateList"], "Event: ExtensionStatus", "Exten: 1"],
  ["presence states", livePresenceStates, ["PresenceStateList"], "Event: PresenceStateChange", "Presentity: a:b"],
  ["agents", liveAgents, ["Agents"], "Event: Agents", "Agent: 1001"],
] as const;

for (const [name, open, [first, ...others], event, line] of kinds) {
  Deno.test(`live models of ${name} read ${[first, ...others].join(" and ")}, and need the events' classes`, async () => {
    await withManager(async ({ manager, peer }) => {
      const opening = open(manager);
      await answerList(peer, await peer.expect("Command"), {});
      await answerList(peer, await peer.expect(first), { [first]: [[event, line]] });
      for (const other of others) {
        // deno-lint-ignore no-await-in-loop -- one list after the other.
        await answerList(peer, await peer.expect(other), { [other]: [] });
      }
      await using model = await opening;
      assertEquals([model.name, model.size, model.isCurrent], [name, 1, true]);

      const refused = assertRejects(
        () => open(manager),
        AmiError,
        `Cannot keep ${name}: the user "admin" may not read`,
      );
      await answerList(peer, await peer.expect("Command"), {}, "log");
      await refused;
    });
  });
}

Deno.test("liveChannels() without the dialplan needs no events of it", async () => {
  await withManager(async ({ manager, peer }) => {
    const opening = liveChannels(manager, { dialplan: false });
    await answerList(peer, await peer.expect("Command"), {}, "call");
    await answerList(peer, await peer.expect("CoreShowChannels"), { CoreShowChannels: [] });
    await using channels = await opening;
    assertEquals(channels.size, 0);
  });
});
