import { AriGoneError, type Channel, collect, connect, consult, group } from "@asterism/asterisk/ari";
import { type PhoneCall, simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { FaultyTransport } from "../../support/faulty_transport.ts";

interface Given {
  readonly pbx: SimulatedPbx;
  readonly channel: Channel;
  readonly caller: PhoneCall;
  readonly ari: Awaited<ReturnType<typeof connect>>;
  /** Breaks the connection, runs `meanwhile`, and lets the client come back. */
  lose(meanwhile: () => Promise<void>): Promise<void>;
}

async function withLoss(body: (given: Given) => Promise<void>): Promise<void> {
  await using pbx = await simulate({
    listen: false,
    files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n" },
    sounds: { "ask": 2_000 },
  });
  const network = new FaultyTransport(pbx);
  await using ari = await connect(pbx.ari.url, {
    ...pbx.ari.user,
    ...pbx.connection,
    transport: network.transport,
    longestReconnectDelay: 250,
  });
  await using _registration = await ari.register({ apps: "app" });
  const started = ari.once("StasisStart");
  const caller = await pbx.phone("PJSIP/alice").call("100");
  const { channel } = await started;
  await channel.answer();
  await caller.answered();
  const lose = async (meanwhile: () => Promise<void>) => {
    using status = ari.status();
    network.isDown = true;
    network.cut();
    await meanwhile();
    network.isDown = false;
    for await (const { type } of status) if (type === "resumed") return;
  };
  await body({ pbx, ari, channel, caller, lose });
}

Deno.test("collect() goes on after a prompt whose end was missed with the connection", async () => {
  await withLoss(async ({ channel, caller, lose }) => {
    const collecting = collect(channel, { prompt: "sound:ask", maxDigits: 2, firstDigitTimeout: 20_000 });
    await caller.hears("sound:ask");
    await lose(() => caller.wait(3_000));
    await caller.press("12");

    assertEquals((await collecting).digits, "12");
  });
});

Deno.test("collect() rejects with AriGoneError when the caller has hung up in a gap", async () => {
  for (const prompt of [[], ["sound:ask"]]) {
    // deno-lint-ignore no-await-in-loop -- One call after the other.
    await withLoss(async ({ channel, caller, lose }) => {
      const collecting = collect(channel, { prompt, firstDigitTimeout: 60_000 });
      collecting.catch(() => {});
      if (prompt.length > 0) await caller.hears("sound:ask");
      await lose(() => caller.hangup());

      await assertRejects(() => collecting, AriGoneError);
    });
  }
});

Deno.test("Group.members are right again with the next event after a gap", async () => {
  await withLoss(async ({ ari, pbx, channel, lose }) => {
    await using room = await group(ari, { moh: false });
    await room.add(channel);
    await room.count(1);
    const started = ari.once("StasisStart");
    const phone = await pbx.phone("PJSIP/bob").call("100");
    const { channel: other } = await started;
    await other.answer();
    await room.add(other);
    await room.count(2);
    await lose(() => phone.hangup());
    await room.remove(channel);
    await room.count(0);

    assertEquals([...room.members], []);
  });
});

Deno.test("consult() leaves no leg when both went in a gap", async () => {
  await withLoss(async ({ ari, pbx, channel, caller, lose }) => {
    pbx.phone("PJSIP/bob");
    await using _legs = await ari.register({ apps: "legs" });
    const consulting = consult(channel, { endpoint: "PJSIP/bob", app: "legs" });
    const phone = await pbx.phone("PJSIP/bob").incoming();
    phone.answer();
    const consultation = await consulting;
    await consultation.join();
    await lose(() => caller.hangup());
    await consultation.ended();
    await phone.ended();

    assertEquals(await ari.bridges.list(), []);
  });
});
