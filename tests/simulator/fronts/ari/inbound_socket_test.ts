import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

function refusal(ari: SimulatedAri, path: string): Promise<string> {
  const socket = ari.socket(path);
  return new Promise((resolve) => {
    socket.addEventListener("error", (event) => {
      if (event instanceof ErrorEvent) resolve(event.message.slice(-3));
    });
  });
}

Deno.test("the event WebSocket registers its applications and frees them when it closes", async () => {
  await using ari = await SimulatedAri.open();
  const socket = await ari.connect("app=a,b");
  const { body: during } = await ari.rest("GET applications");

  socket.close();
  await new Promise((resolve) => socket.addEventListener("close", resolve));
  const { body: after } = await ari.rest("GET applications");

  assertEquals(during.map(({ name }: { name: string }) => name), ["a", "b"]);
  assertEquals(after, []);
});

Deno.test("the event WebSocket tells the one that it replaces, which gets nothing more", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  await ari.connect();

  const replaced = await ari.event("ApplicationReplaced");
  await ari.pbx.phone("PJSIP/alice").call("100");
  await ari.event("StasisStart");

  assertEquals(replaced["application"], "app");
  assertEquals(ari.types, ["ApplicationReplaced", "StasisStart"]);
});

for (
  const [path, status] of [
    ["events", "400"],
    ["events?app=", "400"],
    ["events?app=a,,b", "500"],
    ["nope?app=a", "404"],
  ] as const
) {
  Deno.test(`the event WebSocket is refused with ${status} for ${path}`, async () => {
    await using ari = await SimulatedAri.open();

    assertEquals(await refusal(ari, path), status);
  });
}

Deno.test("GET events without an upgrade answers 426", async () => {
  await using ari = await SimulatedAri.open();

  const { status, headers } = await ari.rest("GET events?app=a");

  assertEquals([status, headers.get("content-type")], [426, "text/html"]);
});

Deno.test("the event WebSocket chooses the subprotocol ari and refuses others", async () => {
  await using ari = await SimulatedAri.open();
  const url = `ws://asterisk.invalid/ari/events?app=a&api_key=asterism:simulated`;
  const open = (protocol: string) => {
    const socket = new ari.pbx.transport.WebSocket(url, { protocols: [protocol] });
    return new Promise<string>((resolve) => {
      socket.addEventListener("open", () => resolve(`open ${socket.protocol}`));
      socket.addEventListener("error", () => resolve("refused"));
    });
  };

  assertEquals([await open("ari"), await open("sip")], ["open ari", "refused"]);
});

Deno.test("an application with subscribeAll hears of every channel from its creation to its end", async () => {
  await using ari = await SimulatedAri.open({
    files: { "extensions.conf": "[default]\nexten => 200,1,Answer()\n same => n,Hangup()\n" },
  });
  await ari.connect("app=all&subscribeAll=true");

  await (await ari.pbx.phone("PJSIP/alice").call("200")).ended();
  await ari.event("DeviceStateChanged", 2);

  assertEquals(ari.types.filter((type) => type.startsWith("Channel")), [
    "ChannelCreated",
    "ChannelVarset",
    "ChannelDialplan",
    "ChannelStateChange",
    "ChannelDialplan",
    "ChannelHangupRequest",
    ...Array<string>(5).fill("ChannelVarset"),
    "ChannelDestroyed",
  ]);
  const states = ari.events.filter(({ type }) => type === "DeviceStateChanged");
  assertEquals(states.map(({ device_state }) => device_state), [
    { name: "PJSIP/alice", state: "INUSE" },
    { name: "PJSIP/alice", state: "NOT_INUSE" },
  ]);
});
