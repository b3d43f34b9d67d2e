import { AriGoneError, type Channel, connect, Group, group, type GroupOptions } from "@asterism/asterisk/ari";
import { type PhoneCall, simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../../_internal/clock.ts";
import { EventRouter } from "../../../ari/event_router.ts";
import type { Bridge } from "../../../ari/generated/objects.ts";
import { type ObjectHost, promote } from "../../../ari/objects.ts";
import { restOfHost } from "../../support/rest_of_host.ts";

interface Meeting {
  readonly pbx: SimulatedPbx;
  readonly room: Group;
  /** Calls from a phone; resolves with both ends, the channel answered and in the application. */
  call(name: string): Promise<{ phone: PhoneCall; channel: Channel }>;
}

async function meet(options: GroupOptions, body: (meeting: Meeting) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  await using pbx = await simulate({
    listen: false,
    files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(meeting)\n" },
  });
  await using ari = await connect(pbx.ari.url, {
    ...pbx.ari.user,
    ...pbx.connection,
    onError: (error) => errors.push(error),
  });
  await using _registration = await ari.register({ apps: "meeting" });
  await using room = await group(ari, options);
  await body({
    pbx,
    room,
    async call(name) {
      const started = ari.once("StasisStart");
      const phone = await pbx.phone(name).call("100");
      const { channel } = await started;
      await channel.answer();
      return { phone, channel };
    },
  });
  assertEquals(errors, []);
}

Deno.test("group() makes a bridge of that name and id, which is gone when it is closed, twice too", async () => {
  await meet({ name: "meeting", bridgeId: "room-1", type: "mixing,dtmf_events" }, async ({ pbx, room }) => {
    assertEquals([room.bridge.id, room.bridge.name, (await room.bridge.get()).channels], ["room-1", "meeting", []]);
    await room.close();
    await room.close();

    pbx.assertIdle();
  });
});

Deno.test("Group plays music to who is alone, and none to two", async () => {
  await meet({}, async ({ pbx, room, call }) => {
    const moh = () => {
      return [...pbx.journal].flatMap((entry) =>
        entry.face === "rest" && entry.kind === "request" && entry.path.endsWith("/moh") ? [entry.method] : []
      );
    };
    const alice = await call("PJSIP/alice");
    await room.add(alice.channel);
    await room.count(1);
    await alice.phone.wait(1_000);
    assertEquals(moh(), ["POST"]);
    const bob = await call("PJSIP/bob");
    await room.add(bob.channel);
    await room.count(2);
    await alice.phone.wait(1_000);
    assertEquals(moh(), ["POST", "DELETE"]);
    await bob.phone.hangup();
    await room.count(1);
    await alice.phone.wait(1_000);
    assertEquals(moh(), ["POST", "DELETE", "POST"]);
    await room.close();
    await alice.phone.hangup();

    pbx.assertIdle();
  });
});

Deno.test("Group plays no music with moh false, and that of a class with its name", async () => {
  for (const [moh, expected] of [[false, []], ["jazz", ["mohClass=jazz"]]] as const) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await meet({ moh }, async ({ pbx, room, call }) => {
      const { channel, phone } = await call("PJSIP/alice");
      await room.add(channel);
      await room.count(1);
      await phone.wait(1_000);

      const asked = [...pbx.journal].flatMap((entry) =>
        entry.face === "rest" && entry.kind === "request" && entry.path.includes("/moh")
          ? [entry.path.slice(entry.path.indexOf("?") + 1)]
          : []
      );
      assertEquals(asked, [...expected]);
    });
  }
});

Deno.test("Group.members are the channels in it, as they come and go", async () => {
  await meet({ moh: false }, async ({ room, call }) => {
    const alice = await call("PJSIP/alice");
    const bob = await call("PJSIP/bob");
    await room.add(alice.channel);
    await room.add(bob.channel, { mute: true, absorbDTMF: true });
    await room.count(2);
    assertEquals([...room.members].sort(), [alice.channel.id, bob.channel.id].sort());

    await room.remove(alice.channel);
    await room.remove(alice.channel); // None to take out.
    await room.count(1);
    assertEquals([...room.members], [bob.channel.id]);
    await bob.phone.hangup();
    await room.count(0);
    await room.remove(bob.channel);
  });
});

Deno.test("Group.add() rejects with AriGoneError for a channel that has hung up, and on a closed group", async () => {
  await meet({}, async ({ room, call }) => {
    const alice = await call("PJSIP/alice");
    await alice.phone.hangup();

    await assertRejects(() => room.add(alice.channel), AriGoneError, "the channel is gone");
    await room.close();
    await assertRejects(() => room.add(alice.channel), AriGoneError, "it was closed");
  });
});

Deno.test("Group.count() rejects with the signal's reason, and with AriGoneError when the group closes", async () => {
  await meet({}, async ({ room }) => {
    const given = await room.count(2, { signal: AbortSignal.abort("no time") }).catch((reason) => reason);
    const waiting = room.count(2);
    waiting.catch(() => {});
    await room.close();

    assertEquals(given, "no time");
    await assertRejects(() => waiting, AriGoneError, "it was closed");
  });
});

Deno.test("Group.members do not count the hidden channel that plays music, which a real Asterisk may name", () => {
  const router = new EventRouter({ onError: (error) => reportError(error) });
  const host: ObjectHost = {
    ...restOfHost,
    clock: systemClock,
    run: () => Promise.resolve(undefined),
    on: (key, name, handler) => router.on(key, name, handler),
    once: (key, name, options) => router.once(key, name, options),
    onGone: () => ({ [Symbol.dispose]: () => {} }),
  };
  // The one cast: of a bridge nothing else is looked at.
  const room = new Group(promote(host, "Bridge", { id: "room", channels: [] }) as unknown as Bridge, false);
  const send = (type: string, id: string, channels: string[]) => {
    const event = { type, channel: { id }, bridge: { id: "room", channels } };
    router.dispatch(promote(host, type, event), new Set(["Bridge room", `Channel ${id}`]));
    return [...room.members];
  };

  assertEquals(send("ChannelEnteredBridge", "alice", ["alice"]), ["alice"]);
  assertEquals(send("ChannelEnteredBridge", "bob", ["alice", "bob", "hidden"]), ["alice", "bob"]);
  assertEquals(send("ChannelLeftBridge", "alice", ["bob", "hidden"]), ["bob"]);
  assertEquals(send("ChannelEnteredBridge", "alice", ["bob"]), ["bob", "alice"]);
  assertEquals(send("ChannelLeftBridge", "carol", ["alice"]), ["alice"]); // That bob has left was missed.
  router.close();
});
