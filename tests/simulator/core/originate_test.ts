import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { originate, prepareDial } from "../../../simulator/core/originate.ts";
import { TestChannel } from "./test_channel.ts";

const extensions = `[default]
exten => 100,1,Answer()
 same => n,Wait(60)
exten => 200,1,NoOp()
 same => n,Hangup(21)
`;

function request(given: TestChannel): Channel {
  const result = given.pbx.technologies.request("Local", { address: "100@default" });
  if (result.kind !== "created") throw new Error(`Cannot request a channel for the test: ${result.kind}`);
  return result.channel;
}

Deno.test("prepareDial() shows the channel as one that is dialled, with what it has from its requestor", () => {
  using given = new TestChannel();
  const channel = request(given);
  given.channel.setParties({ callerRdnis: "300", accountcode: "account", language: "de" });
  given.channel.setVariable("_A", "1");
  given.facts.length = 0;

  prepareDial(channel, given.channel);

  const { connected, callerRdnis, accountcode, language, dialplan } = channel.snapshot;
  assertEquals([connected.name, callerRdnis, accountcode, language], ["Alice", "300", "account", "de"]);
  assertEquals([dialplan.appName, dialplan.appData], ["AppDial2", "(Outgoing Line)"]);
  assertEquals([given.kinds, channel.variables.get("A")], [["channel-variable", "channel-updated"], "1"]);
});

Deno.test("originate() sends an answered channel into its application, and hangs up when that lets it go", async () => {
  using given = new TestChannel("Up", { extensions });
  const channel = request(given);
  given.pbx.stasis.register("app", { send: () => {} }, { subscribesAll: false });
  const originating = originate(given.pbx, {
    channel,
    dialString: "100@default",
    timeout: undefined,
    then: { kind: "stasis", data: "app,one" },
  });
  await given.clock.tick(0);
  const during = [channel.position.appName, given.pbx.stasis.controls.has(channel.id)];
  channel.requestHangup({ cause: 32, soft: true });
  await originating;

  assertEquals(during, ["Stasis", true]);
  assertEquals([channel.isDead, channel.variables.get("STASISSTATUS")], [true, "SUCCESS"]);
});

Deno.test("originate() sends an answered channel to its place in the dialplan", async () => {
  using given = new TestChannel("Up", { extensions });
  const channel = request(given);
  const originating = originate(given.pbx, {
    channel,
    dialString: "100@default",
    timeout: undefined,
    then: { kind: "dialplan", place: { context: "default", exten: "200", priority: 2 } },
  });

  await given.clock.tick(0);
  await originating;

  assertEquals([channel.isDead, channel.hangupCause, channel.position.exten], [true, 21, "200"]);
});

Deno.test("originate() does nothing more with a channel that does not answer", async () => {
  using given = new TestChannel("Up", { extensions: "[default]\nexten => 100,1,Wait(60)\n" });
  const channel = request(given);
  const originating = originate(given.pbx, {
    channel,
    dialString: "100@default",
    timeout: 1_000,
    then: { kind: "stasis", data: "app" },
  });

  await given.clock.tick(1_000);
  await originating;

  assertEquals([channel.isDead, channel.hangupCause, channel.variables.has("STASISSTATUS")], [true, 19, false]);
});
