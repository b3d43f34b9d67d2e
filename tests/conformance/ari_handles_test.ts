import { type AriClient, AriDialError, AriResponseError, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { type Conformance, conformance } from "./harness.ts";

interface Desk {
  readonly ari: AriClient;
  readonly app: string;
  readonly signal: AbortSignal;
}

async function withDesk({ backend, signal }: Conformance, body: (desk: Desk) => Promise<void>): Promise<void> {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  const app = `desk-${crypto.randomUUID()}`;
  await using _ = await ari.register({ apps: app, signal });
  await body({ ari, app, signal });
}

/** The legs of this test that Asterisk still has. */
async function legs(ari: AriClient, ids: readonly string[]): Promise<string[]> {
  return (await ari.channels.list()).map(({ id }) => id).filter((id) => ids.includes(id));
}

conformance(
  "a handle's originate() resolves with the answer, and its channel's end is told with the cause",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const leg = ari.channel();
      const ended = leg.ended({ signal });
      const channel = await leg.originate({ endpoint: "Local/3000@default", app }, { signal });
      await channel.hangup({ reason: "busy" });

      assertEquals([channel.id, channel.state, await ended], [leg.id, "Up", { cause: 17, cause_txt: "User busy" }]);
      assertEquals(await leg.ended({ signal }), { cause: 17, cause_txt: "User busy" });
    }),
);

conformance(
  "a handle's originate() rejects when it is refused, not answered and given up, and leaves no leg",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const ids = ["a", "b", "c", "d"].map((name) => `${name}-${app}`);
      const [busy, late, unknown, abandoned] = ids.map((id) => ari.channel(id));
      const refused = await assertRejects(
        () => busy?.originate({ endpoint: "Local/3005@default", app }, { signal }) ?? Promise.resolve(),
        AriDialError,
      );
      const unanswered = await assertRejects(
        () => late?.originate({ endpoint: "Local/3002@default", app, timeout: 1 }, { signal }) ?? Promise.resolve(),
        AriDialError,
      );
      await assertRejects(
        () => unknown?.originate({ endpoint: "Nothing/bob", app }, { signal }) ?? Promise.resolve(),
        AriResponseError,
      );
      const controller = new AbortController();
      abandoned?.on("Dial", () => controller.abort(new Error("enough")));
      await assertRejects(
        () =>
          abandoned?.originate({ endpoint: "Local/3002@default", app }, { signal: controller.signal }) ??
            Promise.resolve(),
        Error,
        "enough",
      );
      await abandoned?.ended({ signal });

      assertEquals([refused.cause, refused.dialstatus, unanswered.cause], [17, "BUSY", 19]);
      assertEquals(await legs(ari, ids), []);
    }),
);

conformance(
  "createAndDial() resolves with the answer and rejects with the cause",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const leg = await ari.channel().createAndDial({ endpoint: "Local/3000@default", app }, { signal });
      const error = await assertRejects(
        () => ari.channel().createAndDial({ endpoint: "Local/3005@default", app }, { signal }),
        AriDialError,
      );

      assertEquals([leg.state, error.cause], ["Up", 17]);
      await leg.hangup();
    }),
);

conformance(
  "startExternalMedia() resolves when its channel can be put into a bridge",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const media = await ari.channel().startExternalMedia(
        { app, external_host: "127.0.0.1:40000", format: "ulaw" },
        { signal },
      );
      const bridge = await ari.bridge().createWithId({ type: "mixing" });
      await bridge.addChannel({ channel: media.id });

      assertEquals((await bridge.get()).channels, [media.id]);
      await media.hangup();
      await bridge.destroy();
    }),
);

conformance(
  "finished() settles in every case: played, missing, stopped, unknown, unheard, hung up",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app }, { signal });
      const finished = async (media: string) => (await (await leg.play({ media })).finished({ signal })).state;
      const played = await finished("sound:hello-world");
      const missing = await finished("sound:nowhere");
      const unknown = await finished("recording:none");
      const stopped = await leg.play({ media: "tone:ring" });
      await stopped.stop();
      const bridge = await ari.bridge().createWithId({ type: "mixing" });
      const unheard = await (await bridge.play({ media: "sound:hello-world" })).finished({ signal });
      await bridge.destroy();
      const last = [await leg.play({ media: "tone:ring" }), await leg.play({ media: "sound:hello-world" })];
      const ends = Promise.all(last.map((playback) => playback.finished({ signal })));
      await leg.hangup();

      assertEquals([played, missing, unknown, unheard.state], ["done", "failed", "gone", "gone"]);
      assertEquals((await stopped.finished({ signal })).state, "done");
      assertEquals((await ends).map(({ state }) => state), ["failed", "failed"]);
    }),
);

conformance(
  "finished() of a recording settles with its length, and when the channel hangs up",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app }, { signal });
      const names = [`one-${app}`, `two-${app}`];
      const [first = "", second = ""] = names;
      const stopped = await leg.record({ name: first, format: "wav" });
      await stopped.stop();
      const end = await stopped.finished({ signal });
      const cut = (await leg.record({ name: second, format: "wav" })).finished({ signal });
      await leg.hangup();

      assertEquals([end.state, (await cut).state], ["done", "done"]);
      await Promise.all(names.map((recordingName) => ari.recordings.deleteStored({ recordingName })));
    }),
);

conformance(
  "ended() settles for a channel that has left the application, of which Asterisk says nothing more",
  (given) =>
    withDesk(given, async ({ ari, app, signal }) => {
      const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app }, { signal });
      const ended = leg.ended({ signal });
      await leg.continueInDialplan({ context: "default", extension: "3005" });

      await ended;
      assertEquals(await legs(ari, [leg.id]), []);
    }),
);
