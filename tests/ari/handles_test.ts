import { assertEquals, assertMatch } from "@std/assert";
import { withDesk } from "../support/desk.ts";

Deno.test("a handle is listened to before there is anything of its name", async () => {
  await withDesk(async ({ ari }) => {
    const leg = ari.channel();
    const states: string[] = [];
    leg.on("ChannelStateChange", ({ channel }) => void states.push(channel.state));
    const started = leg.once("StasisStart");

    const channel = await leg.originate({ endpoint: "PJSIP/bob", app: "desk" });

    assertEquals((await started).channel.id, leg.id);
    assertEquals([channel.id, channel.state], [leg.id, "Up"]);
    assertEquals(states, ["Ringing", "Up"]);
    await leg.hangup();
  });
});

Deno.test("a handle makes up an id that nobody has, or takes the one given, and holds nothing else", async () => {
  await withDesk(({ ari }) => {
    assertMatch(ari.channel().id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    assertEquals({ ...ari.bridge("b") }, { id: "b" });
    assertEquals({ ...ari.playback("p") }, { id: "p" });
    assertEquals({ ...ari.recording("r") }, { name: "r" });
    return Promise.resolve();
  });
});
