import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import type { ChannelDriver } from "../../../simulator/core/channel_driver.ts";
import type { EndpointCall } from "../../../simulator/core/endpoints.ts";
import { snoop } from "../../../simulator/core/snoop.ts";
import { TestChannel } from "./test_channel.ts";

/** Everything that is reported of devices while `act` runs, with what follows from it. */
async function devices(given: TestChannel, act: () => void): Promise<string[]> {
  given.facts.length = 0;
  act();
  await given.clock.tick(0);
  return given.facts.flatMap((fact) => fact.kind === "device-state-changed" ? [`${fact.device} ${fact.state}`] : []);
}

/** An endpoint, and channels to it, whose far ends may be on hold. */
function withBob(given: TestChannel): { call: () => Channel; hold: Set<Channel> } {
  const hold = new Set<Channel>();
  const endpoint = given.pbx.addEndpoint({ technology: "PJSIP", resource: "bob" }, "online");
  const takeCall = (): EndpointCall => {
    const driver: EndpointCall & ChannelDriver = {
      ...given.channel.driver,
      channel: undefined,
      get isOnHold() {
        return driver.channel !== undefined && hold.has(driver.channel);
      },
    };
    return driver;
  };
  endpoint.line = { context: "default", takeCall, takeMessage: () => {}, takeRefer: () => {} };
  const call = () => {
    const result = given.pbx.technologies.request("PJSIP", { address: "bob" });
    if (result.kind !== "created") throw new Error(`Cannot call for the test: ${result.kind}`);
    return result.channel;
  };
  return { call, hold };
}

Deno.test("ChannelDevices reports an endpoint when its state changes, not when it is only looked at", async () => {
  using given = new TestChannel();
  const { call } = withBob(given);
  const calls: Channel[] = [];

  const told = [
    await devices(given, () => void calls.push(call())),
    await devices(given, () => calls[0]?.setState("Ringing")),
    await devices(given, () => void calls.push(call())),
    await devices(given, () => calls[1]?.setState("Up")),
    await devices(given, () => calls[0]?.setState("Up")),
    await devices(given, () => calls[0]?.destroy()),
    await devices(given, () => calls[1]?.destroy()),
    await devices(given, () => given.pbx.endpoints.get("PJSIP/bob")?.setState("offline")),
  ];

  assertEquals(told, [
    [],
    ["PJSIP/bob RINGING"],
    [],
    ["PJSIP/bob RINGINUSE"],
    ["PJSIP/bob INUSE"],
    [],
    ["PJSIP/bob NOT_INUSE"],
    ["PJSIP/bob UNAVAILABLE"],
  ]);
});

Deno.test("ChannelDevices tells the state of endpoints that are asked for", () => {
  using given = new TestChannel();
  const { call, hold } = withBob(given);
  given.pbx.addEndpoint({ technology: "PJSIP", resource: "eve" }, "unknown");
  const { deviceStates } = given.pbx;
  const before = deviceStates.get("PJSIP/bob");
  const channel = call();
  channel.setState("Up");
  hold.add(channel);

  const states = ["PJSIP/bob", "PJSIP/eve", "PJSIP/nobody"].map((device) => deviceStates.get(device));

  assertEquals([before, ...states], ["NOT_INUSE", "ONHOLD", "UNKNOWN", "INVALID"]);
});

Deno.test("ChannelDevices reports Local channels whenever they may have changed, and knows extensions", async () => {
  using given = new TestChannel("Up", { extensions: "[default]\nexten => 100,1,Wait(60)\n" });
  const request = () => {
    const result = given.pbx.technologies.request("Local", { address: "100@default" });
    if (result.kind !== "created") throw new Error(`Cannot request for the test: ${result.kind}`);
    return result.channel;
  };
  let channel: Channel | undefined;

  const told = [
    await devices(given, () => void (channel = request())),
    await devices(given, () => void channel?.call("100@default")),
    await devices(given, () => channel?.setState("Ringing")),
    await devices(given, () => channel?.destroy()),
  ];
  const states = ["Local/100@default", "Local/100", "Local/999@default"].map((device) =>
    given.pbx.deviceStates.get(device)
  );

  assertEquals(told, [
    [],
    [],
    ["Local/100@default INUSE"],
    ["Local/100@default NOT_INUSE", "Local/100@default NOT_INUSE"],
  ]);
  assertEquals(states, ["NOT_INUSE", "NOT_INUSE", "INVALID"]);
});

Deno.test("ChannelDevices reports what is called by RTP while it is there, and what snoops as no device", async () => {
  using given = new TestChannel();
  const channels: Channel[] = [];
  const call = () => {
    const result = given.pbx.technologies.request("UnicastRTP", { address: "127.0.0.1:9" });
    if (result.kind !== "created") throw new Error(`Cannot request for the test: ${result.kind}`);
    channels.push(result.channel);
    result.channel.call("127.0.0.1:9");
  };
  const end = () => channels.shift()?.destroy();

  const told = [
    await devices(given, call),
    await devices(given, call),
    await devices(given, end),
    await devices(given, end),
    await devices(
      given,
      () =>
        void snoop(given.pbx, { spied: given.channel, spy: "in", whisper: undefined, data: "nobody", id: undefined }),
    ),
  ];

  const device = "UnicastRTP/127.0.0.1:9";
  assertEquals(told, [
    [`${device} INUSE`],
    [`${device} INUSE`],
    [`${device} INUSE`],
    [`${device} UNKNOWN`],
    [`Snoop/${given.channel.id} INVALID`],
  ]);
  assertEquals(given.pbx.deviceStates.get(device), "UNKNOWN");
});
