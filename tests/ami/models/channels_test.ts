import { channelModel, type LiveChannel } from "../../../ami/models/channels.ts";
import { ModelTable } from "../../../ami/models/model_table.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

function table(): ModelTable<LiveChannel> {
  const made = new ModelTable(channelModel({ dialplan: true }), 100);
  made.apply(event("Newchannel", "Channel: PJSIP/a-1", "ChannelStateDesc: Ring", "Linkedid: 1.1"));
  return made;
}

function event(name: string, ...lines: readonly string[]) {
  return amiMessage(`Event: ${name}`, "Uniqueid: 1.1", ...lines);
}

Deno.test("a model of channels has what the last description said, the step of the dialplan, and the bridge", () => {
  const channels = table();
  channels.apply(
    event("Newexten", "Channel: PJSIP/a-1", "Exten: 100", "Application: Dial", "AppData: PJSIP/b", "Linkedid: 1.1"),
  );
  channels.apply(event("Newstate", "Channel: PJSIP/a-1", "ChannelStateDesc: Up", "Exten: 100", "Linkedid: 1.1"));
  channels.apply(
    event("BridgeEnter", "Channel: PJSIP/a-1", "ChannelStateDesc: Ring", "BridgeUniqueid: b", "Linkedid: 0.9"),
  );
  const channel = channels.items.get("1.1");
  assertEquals(
    [channel?.ChannelStateDesc, channel?.Application, channel?.ApplicationData, channel?.BridgeId, channel?.Linkedid],
    ["Up", "Dial", "PJSIP/b", "b", "0.9"],
  );
  channels.apply(event("BridgeLeave", "BridgeUniqueid: other", "Linkedid: 0.9"));
  assertEquals(channels.items.get("1.1")?.BridgeId, "b", "what it left before it entered this one");
  channels.apply(event("BridgeLeave", "BridgeUniqueid: b", "Linkedid: 0.9"));
  assertEquals(channels.items.get("1.1")?.BridgeId, "");
});

Deno.test("a model of channels follows names through a masquerade, and forgets channels that hung up", () => {
  const channels = table();
  const [renamed] = channels.apply(event("Rename", "Channel: PJSIP/a-1", "Newname: PJSIP/a-1<ZOMBIE>"));
  assertEquals([renamed?.type, renamed?.id, channels.items.get("1.1")?.Channel], [
    "changed",
    "1.1",
    "PJSIP/a-1<ZOMBIE>",
  ]);
  const [gone] = channels.apply(event("Hangup", "Channel: PJSIP/a-1<ZOMBIE>", "Cause: 16"));
  assertEquals([gone?.type, gone?.event?.get("Cause"), channels.items.size], ["removed", "16", 0]);
});

Deno.test("a model of channels makes none of what is told of one that is gone", () => {
  const channels = table();
  channels.apply(event("Hangup"));
  assertEquals(channels.apply(event("Newstate", "ChannelStateDesc: Up")), []);
  assertEquals(channelModel({ dialplan: false }).events.includes("Newexten"), false);
});
