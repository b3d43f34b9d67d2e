import { assertEquals } from "@std/assert";
import { playUntil } from "../../../ari/flow/play_until.ts";
import { hostOf } from "../../../ari/objects.ts";
import { withCall } from "../../support/flow_app.ts";

const quiet = { find: () => undefined, watch: () => ({ [Symbol.dispose]: () => {} }) };

Deno.test("playUntil() ends when the playback does, and says when it failed", async () => {
  await withCall(async ({ channel }) => {
    const given = { channel, host: hostOf(channel), signals: [], ...quiet };

    assertEquals(await playUntil({ ...given, media: ["sound:hello-world"] }), { type: "finished" });
    assertEquals(await playUntil({ ...given, media: ["sound:no-such-sound"] }), { type: "failed" });
  });
});

Deno.test("playUntil() stops the playback before it rejects with the reason of a signal", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const stop = new AbortController();
    const given = { channel, host: hostOf(channel), ...quiet };
    const playing = playUntil({ ...given, media: ["sound:hello-world"], signals: [stop.signal] });
    playing.catch(() => {});
    await caller.hears("sound:hello-world");
    stop.abort("enough");

    assertEquals(await playing.catch((reason) => reason), "enough");
    const methods = [...pbx.journal].flatMap((entry) => entry.face === "rest" && "path" in entry ? [entry.method] : []);
    assertEquals(methods.at(-1), "DELETE");
  });
});

Deno.test("playUntil() rejects with Asterisk's answer when it does not play at all", async () => {
  await withCall(async ({ channel, caller }) => {
    const given = { channel, host: hostOf(channel), signals: [], ...quiet };
    await caller.hangup();

    const error = await playUntil({ ...given, media: ["sound:hello-world"] }).catch((reason) => reason);

    assertEquals([error.status, error.operation], [404, "channels.playWithId"]);
  });
});
