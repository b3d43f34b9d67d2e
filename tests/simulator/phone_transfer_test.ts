import { assertEquals, assertRejects } from "@std/assert";
import { NotSimulatedError, type PhoneCall, PhoneCallError } from "../../simulator/mod.ts";
import { SimulatedAri } from "./simulated_ari.ts";

const extensions = `[default]
exten => 100,1,Answer()
 same => n,Stasis(app)
 same => n,Hangup()
exten => 200,1,Answer()
 same => n,Wait(600)
exten => s,1,Answer()
 same => n,Wait(600)

[inside]
exten => 300,1,Answer()
 same => n,Wait(600)
`;

interface Talk extends AsyncDisposable {
  readonly ari: SimulatedAri;
  readonly calls: readonly [PhoneCall, PhoneCall, PhoneCall];
}

/** Three phones in the application: alice and bob in bridge `m`, and carol. */
async function talk(): Promise<Talk> {
  const ari = await SimulatedAri.open({ files: { "extensions.conf": extensions } });
  await ari.connect();
  const call = (name: string) => ari.pbx.phone(name).call("100");
  const calls = [await call("PJSIP/alice"), await call("PJSIP/bob"), await call("PJSIP/carol")] as const;
  await ari.event("StasisStart", 3);
  await ari.rest("POST bridges/m");
  await ari.rest(`POST bridges/m/addChannel?channel=${calls[0].channelId},${calls[1].channelId}`);
  await ari.event("ChannelEnteredBridge", 2);
  return { ari, calls, [Symbol.asyncDispose]: () => ari[Symbol.asyncDispose]() };
}

Deno.test("call.transfer() has Asterisk call an extension in the phone's place, and the call goes on", async () => {
  await using given = await talk();
  const { ari, calls: [alice, bob] } = given;

  const status = await alice.transfer("200");
  const { replace_channel: replacement } = await ari.event("BridgeBlindTransfer");
  const { body: bridge } = await ari.rest("GET bridges/m");
  const { body: variable } = await ari.rest(`GET channels/${replacement.id}/variable?variable=SIPREFERTOHDR`);
  await alice.hangup();
  await bob.hangup();

  assertEquals(status, 200);
  assertEquals(bridge.channels.toSorted(), [bob.channelId, replacement.id].toSorted());
  assertEquals(variable.value, "sip:200@127.0.0.1");
  const done = [...ari.pbx.journal].flatMap((entry) => {
    return entry.face === "phone" && entry.kind === "transfers" ? [[entry.channel, entry.detail]] : [];
  });
  assertEquals(done, [[alice.channelId, "200"]]);
});

Deno.test("call.transfer() looks in the phone's context, or in TRANSFER_CONTEXT", async () => {
  await using given = await talk();
  const { ari, calls: [alice] } = given;

  const before = await alice.transfer("300");
  await ari.rest(`POST channels/${alice.channelId}/variable?variable=TRANSFER_CONTEXT&value=inside`);

  assertEquals([before, await alice.transfer("300")], [404, 200]);
});

Deno.test("call.transfer() to nobody in particular is one to extension s", async () => {
  await using given = await talk();
  const { ari, calls: [alice] } = given;

  const status = await alice.transfer("");
  const { exten } = await ari.event("BridgeBlindTransfer");

  assertEquals([status, exten], [200, "s"]);
});

Deno.test("call.transfer() to another call connects the two other sides, and ends that call", async () => {
  await using given = await talk();
  const { ari, calls: [alice, , carol] } = given;
  const dave = await ari.pbx.phone("PJSIP/dave").call("100");
  await ari.event("StasisStart", 4);
  await ari.rest("POST bridges/n");
  await ari.rest(`POST bridges/n/addChannel?channel=${carol.channelId},${dave.channelId}`);
  await ari.event("ChannelEnteredBridge", 4);

  const status = await alice.transfer(carol);
  await carol.ended();
  await ari.rest(`POST channels/${dave.channelId}/play?media=sound:hello-world`);
  const { destination_type: type } = await ari.event("BridgeAttendedTransfer");
  const lengths = await Promise.all(
    ["m", "n"].map(async (id) => (await ari.rest(`GET bridges/${id}`)).body.channels.length),
  );

  assertEquals([status, type, lengths], [200, "link", [2, 2]]);
});

Deno.test("call.transfer() says what it can not do", async () => {
  await using given = await talk();
  const { ari, calls: [alice, , carol] } = given;
  const zap = await ari.pbx.phone("DAHDI/1").call("100");
  await zap.answered();

  await assertRejects(() => alice.transfer(carol), NotSimulatedError, "is in no bridge");
  await assertRejects(() => zap.transfer("200"), NotSimulatedError, "DAHDI/1");
  await assertRejects(() => alice.transfer(alice), TypeError, "its own place");
  await carol.hangup();
  await assertRejects(() => alice.transfer(carol), PhoneCallError, "the call ended");
  await assertRejects(() => carol.transfer("200"), PhoneCallError, "the call ended");
});
