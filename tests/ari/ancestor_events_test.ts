/** What aioari's tests of its WebSocket show, on a simulated Asterisk. */
import { type AriClient, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";

async function withClient(body: (given: { pbx: SimulatedPbx; ari: AriClient }) => Promise<void>): Promise<void> {
  await using pbx = await simulate({
    listen: false,
    files: {
      "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n same => n,Hangup()\nexten => 101,1,Stasis(other)\n",
    },
  });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await body({ pbx, ari });
}

/** Has Asterisk send events of these names, and waits until they have come. */
async function send(ari: AriClient, ...names: string[]): Promise<void> {
  for (const eventName of names) {
    const sent = ari.once("ChannelUserevent");
    // deno-lint-ignore no-await-in-loop -- One event after the other.
    await ari.events.userEvent({ eventName, application: "app" });
    // deno-lint-ignore no-await-in-loop -- See above.
    await sent;
  }
}

Deno.test("a connection without events calls nobody, and run() ends with the client", () =>
  withClient(async ({ ari }) => {
    const called: string[] = [];
    ari.on("*", ({ type }) => called.push(type));
    const running = ari.run({ apps: "app" });
    while ((await ari.applications.list()).length === 0);
    await ari.close();
    await running;

    assertEquals(called, []);
  }));

Deno.test("a series of events reaches its handlers in order, and those of other names do not get them", () =>
  withClient(async ({ ari }) => {
    await using _registration = await ari.register({ apps: "app" });
    const names: string[] = [];
    ari.on("ChannelUserevent", ({ eventname }) => names.push(eventname));
    ari.on("StasisStart", () => names.push("never"));

    await send(ari, "one", "two", "two", "three");

    assertEquals(names, ["one", "two", "two", "three"]);
  }));

Deno.test("a handler that is disposed of gets nothing more, also when it disposes of itself, and twice is harmless", () =>
  withClient(async ({ ari }) => {
    await using _registration = await ari.register({ apps: "app" });
    const names: string[] = [];
    const added = ari.on("ChannelUserevent", ({ eventname }) => {
      names.push(eventname);
      if (eventname !== "two") return;
      added[Symbol.dispose]();
      added[Symbol.dispose]();
    });

    await send(ari, "one", "two", "three");

    assertEquals(names, ["one", "two"]);
  }));

Deno.test("a handler of a channel gets the events of that channel alone, also those that name other objects", () =>
  withClient(async ({ pbx, ari }) => {
    await using _registration = await ari.register({ apps: "app" });
    const called: [string, string][] = [];
    const entered = async () => {
      const started = ari.once("StasisStart");
      const call = await pbx.phone("PJSIP/alice").call("100");
      const { channel } = await started;
      await channel.answer();
      return { call, channel };
    };
    const [first, second] = [await entered(), await entered()];
    for (const { channel } of [first, second]) {
      channel.on("ChannelDtmfReceived", ({ digit }) => called.push([channel.id, digit]));
      channel.on("ChannelEnteredBridge", ({ bridge }) => called.push([channel.id, bridge.id]));
    }
    const bridge = await ari.bridges.createWithId({ bridgeId: "room" });
    await bridge.addChannel({ channel: second.channel.id });
    await first.call.press("1");
    await second.call.press("2");
    await first.call.hangup();
    await second.call.hangup();

    assertEquals(called, [[second.channel.id, "room"], [first.channel.id, "1"], [second.channel.id, "2"]]);
  }));

Deno.test("a client serves several applications at once, in one run and in several", () =>
  withClient(async ({ pbx, ari }) => {
    const seen: string[] = [];
    ari.on("StasisStart", ({ application, channel }) => {
      seen.push(application);
      return channel.hangup();
    });
    const runs = [ari.run({ apps: ["app", "third"] }), ari.run({ apps: "other" })];
    while ((await ari.applications.list()).length < 3);
    for (const extension of ["100", "101"]) await (await pbx.phone("PJSIP/alice").call(extension)).ended();
    await ari.close();
    await Promise.all(runs);

    assertEquals(seen, ["app", "other"]);
  }));

Deno.test("an event that has no such object does not compile for it, and an object without events has no on()", () =>
  withClient(async ({ pbx, ari }) => {
    await using _registration = await ari.register({ apps: "app" });
    const started = ari.once("StasisStart");
    const call = await pbx.phone("PJSIP/alice").call("100");
    const { channel } = await started;
    // @ts-expect-error -- No field of that event is a channel.
    channel.on("PlaybackStarted", () => {})[Symbol.dispose]();
    await call.hangup();
    await using other = await simulate({ listen: false, mailboxes: true });
    await using client = await connect(other.ari.url, { ...other.ari.user, ...other.connection });
    await client.mailboxes.update({ mailboxName: "100", oldMessages: 0, newMessages: 1 });
    const mailbox = await client.mailboxes.get({ mailboxName: "100" });

    assertEquals("on" in mailbox, false);
  }));
