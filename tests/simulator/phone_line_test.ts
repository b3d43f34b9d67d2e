import { assertEquals, assertThrows } from "@std/assert";
import { SimulatedAri } from "./simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app)
exten => 200,1,Answer()
 same => n,Echo()
exten => 201,1,Hangup(21)
exten => 202,1,Wait(60)
exten => 203,1,NoOp()
[other]
exten => 300,1,Answer()
`,
};

Deno.test("phone.call() enters the dialplan as Asterisk's PJSIP channels do", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();

  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel, timestamp } = await ari.event("StasisStart");

  assertEquals(channel, {
    id: "1893456000.0",
    name: "PJSIP/alice-00000000",
    state: "Ring",
    protocol_id: channel.protocol_id,
    caller: { name: "Alice", number: "alice" },
    connected: { name: "", number: "" },
    accountcode: "",
    dialplan: { context: "default", exten: "100", priority: 1, app_name: "Stasis", app_data: "app" },
    creationtime: timestamp,
    language: "en",
  });
  assertEquals(call.channelId, channel.id);
});

Deno.test("phone.call() takes caller id and context from the phone, and caller id from the call", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=all&subscribeAll=true");
  const phone = ari.pbx.phone("PJSIP/bob", { callerId: { name: "Bob B", number: "42" }, context: "other" });

  await phone.call("300", { callerId: { number: "43" } });
  const { channel } = await ari.event("ChannelCreated");

  assertEquals(channel.caller, { name: "Bob B", number: "43" });
  assertEquals(channel.dialplan.context, "other");
});

Deno.test("phone.call() to an extension that is not there ends with cause 1 and makes no channel", async () => {
  await using ari = await SimulatedAri.open({ files });

  const call = await ari.pbx.phone("PJSIP/alice").call("999");

  assertEquals(await call.ended(), { cause: 1, causeText: "Unallocated (unassigned) number" });
  assertEquals([call.channelId, ari.pbx.journal.length], ["", 2]);
});

for (
  const [what, exten, cause, wire] of [
    ["is refused with a cause", "201", 21, { cause: 21, tech_cause: 403 }],
    ["runs out of dialplan unanswered", "203", 21, { cause: 0, tech_cause: undefined }],
  ] as const
) {
  Deno.test(`a call that ${what} ends on both sides with causes`, async () => {
    await using ari = await SimulatedAri.open({ files });
    await ari.connect("app=all&subscribeAll=true");

    const call = await ari.pbx.phone("PJSIP/alice").call(exten);
    const end = await call.ended();
    const { cause: wireCause, tech_cause } = await ari.event("ChannelDestroyed");

    assertEquals(end.cause, cause);
    assertEquals({ cause: wireCause, tech_cause }, wire);
  });
}

Deno.test("call.hangup() before the answer cancels, which Asterisk calls interworking", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=all&subscribeAll=true");
  const call = await ari.pbx.phone("PJSIP/alice").call("202");

  await call.hangup();
  const { cause, cause_txt, tech_cause } = await ari.event("ChannelDestroyed");

  assertEquals((await call.ended()).cause, 16);
  assertEquals([cause, cause_txt, tech_cause], [127, "Interworking, unspecified", 487]);
  assertEquals(
    ari.events.filter(({ type }) => type === "ChannelHangupRequest").map(({ cause, soft }) => [cause, soft]),
    [[127, undefined], [16, true]],
  );
});

Deno.test("call.hangup() after the answer asks for a hangup without a cause", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=all&subscribeAll=true");
  const call = await ari.pbx.phone("PJSIP/alice").call("200");
  await call.answered();

  await call.hangup();
  await call.hangup();
  const { cause, cause_txt } = await ari.event("ChannelDestroyed");

  const request = await ari.event("ChannelHangupRequest");
  assertEquals(["cause" in request, "soft" in request], [false, false]);
  assertEquals([cause, cause_txt], [0, "Unknown"]);
});

Deno.test("pbx.phone() throws TypeError for a name without technology", async () => {
  await using ari = await SimulatedAri.open({ files });

  assertThrows(() => ari.pbx.phone("alice"), TypeError);
});

Deno.test("a phone of an endpoint that is offline can call, and can be called once it is registered", async () => {
  await using ari = await SimulatedAri.open({ files, endpoints: { "PJSIP/bob": { state: "offline" } } });
  await ari.connect();
  await ari.rest("POST applications/app/subscription?eventSource=endpoint:PJSIP/bob");
  const phone = ari.pbx.phone("PJSIP/bob");
  const call = await phone.call("202");
  await call.hangup();

  const before = await ari.rest("POST channels?endpoint=PJSIP/bob&app=app");
  phone.register();
  const after = await ari.rest("POST channels?endpoint=PJSIP/bob&app=app");
  phone.unregister();
  await ari.event("ContactStatusChange", 2);

  assertEquals([before.status, after.status], [500, 200]);
  assertEquals(ari.types.filter((type) => /Status|Endpoint/.test(type)), [
    "EndpointStateChange",
    "EndpointStateChange",
    "EndpointStateChange",
    "PeerStatusChange",
    "ContactStatusChange",
    "EndpointStateChange",
    "EndpointStateChange",
    "PeerStatusChange",
    "ContactStatusChange",
  ]);
});

Deno.test("a script of an endpoint takes its calls, and what goes wrong in it is told", async () => {
  await using ari = await SimulatedAri.open({
    files,
    endpoints: {
      "PJSIP/bob": {
        async onCall(call) {
          call.answer();
          await call.wait(100);
          throw new Error("the script is wrong");
        },
      },
    },
  });
  await ari.connect();

  await ari.rest("POST channels?endpoint=PJSIP/bob&app=app");
  await ari.event("ChannelDestroyed");

  assertThrows(() => ari.pbx.assertIdle(), Error, "the script is wrong");
});

Deno.test("a script of an endpoint may be cut off by the end of its call", async () => {
  await using ari = await SimulatedAri.open({
    files,
    endpoints: { "PJSIP/bob": { onCall: (call) => call.wait(60_000) } },
  });
  await ari.connect();

  await ari.rest("POST channels?endpoint=PJSIP/bob&app=app&timeout=1");
  await ari.event("ChannelDestroyed");

  ari.pbx.assertIdle();
});

Deno.test("phone.call() takes its caller from the endpoint", async () => {
  await using ari = await SimulatedAri.open({
    files,
    endpoints: { "PJSIP/bob": { callerId: { name: "Bob B", number: "42" }, context: "other" } },
  });
  await ari.connect("app=all&subscribeAll=true");

  await ari.pbx.phone("PJSIP/bob", { callerId: { number: "43" } }).call("300");
  const { channel } = await ari.event("ChannelCreated");

  assertEquals([channel.caller, channel.dialplan.context], [{ name: "Bob", number: "43" }, "other"]);
});

Deno.test("pbx.phone() has no phones of technologies without endpoints", async () => {
  await using ari = await SimulatedAri.open({ files });

  for (const name of ["Local/100", "snoop/x", "PJSIP/a@b", "PJSIP/a/b"]) {
    assertThrows(() => ari.pbx.phone(name), Error, `Cannot make a phone of "${name}"`);
  }
});
