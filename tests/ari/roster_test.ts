import { assertEquals } from "@std/assert";
import { Roster } from "../../ari/roster.ts";

function event(type: string, fields: object): { type: string } {
  return { type, ...fields };
}

Deno.test("Roster knows what events told of and have not seen end, and what it is told otherwise", () => {
  const roster = new Roster();
  const channel = (id: string) => ({ channel: { id } });
  const bridge = (id: string) => ({ bridge: { id } });
  roster.see(event("StasisStart", channel("1")));
  roster.see(event("ChannelCreated", channel("2")));
  roster.see(event("StasisStart", channel("3")));
  roster.see(event("StasisEnd", channel("1")));
  roster.see(event("ChannelDestroyed", channel("3")));
  roster.see(event("BridgeCreated", bridge("a")));
  roster.see(event("BridgeCreated", bridge("b")));
  roster.see(event("BridgeDestroyed", bridge("a")));
  roster.see(event("StasisStart", { channel: "nonsense" }));
  const before = roster.snapshot();
  roster.addChannel("4");
  roster.addBridge("c");
  roster.forget("2");
  roster.forget("b");

  assertEquals([[...before.channels], [...before.bridges]], [["2"], ["b"]]);
  const after = roster.snapshot();
  assertEquals([[...after.channels], [...after.bridges]], [["4"], ["c"]]);
});
