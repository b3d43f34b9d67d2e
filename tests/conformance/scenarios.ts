import { type AriClient, type Channel, connect } from "@asterism/asterisk/ari";
import { helloWorld } from "../../examples/hello_world.ts";
import type { WireEvent } from "../support/trace.ts";
import type { BackendCall } from "./backend.ts";
import type { Conformance } from "./harness.ts";

/** A call or two, and what the program that handles them does. Resolves with every event that the program got. */
export type Scenario = (given: Conformance) => Promise<WireEvent[]>;

/** What is recorded on a real Asterisk, and run on both backends to be compared with that: title → scenario. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "hello-world greets, says three digits and goodbye, and lets the call go on": (given) =>
    record(given, async (ari, { backend, signal }) => {
      helloWorld(ari);
      await using _ = await ari.register({ apps: "hello-world", signal });
      const greeted = ari.once("PlaybackFinished", { signal });
      await using call = await backend.call("100");
      await greeted;
      for (const digit of ["4", "*"]) {
        const said = ari.once("PlaybackFinished", { signal });
        await call.press(digit);
        await said;
      }
      const left = ari.once("StasisEnd", { signal });
      await call.press("#");
      await left;
      await call.hangup();
      await call.ended();
    }),

  "a caller who hangs up during a playback fails it and those that wait behind it": (given) =>
    record(given, async (ari, { signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const { call, channel } = await enter(ari, given, "100");
      await channel.answer();
      const playing = ari.once("PlaybackStarted", { signal });
      await channel.playWithId({ playbackId: "first", media: "sound:demo-congrats" });
      await channel.playWithId({ playbackId: "second", media: "sound:goodbye" });
      await playing;
      const left = ari.once("StasisEnd", { signal });
      await call.hangup();
      await left;
    }),

  "a list of media is played one after the other, and a sound that is not there fails": (given) =>
    record(given, async (ari, { signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const { call, channel } = await enter(ari, given, "100");
      await channel.answer();
      const played = ari.once("PlaybackFinished", { signal });
      await channel.play({ media: ["sound:digits/1", "sound:digits/2"] });
      await played;
      const failed = ari.once("PlaybackFinished", { signal });
      await channel.play({ media: "sound:no-such-sound" });
      await failed;
      await leave(ari, channel, signal);
      await call.hangup();
    }),

  "a playback that is stopped is done, and the next one starts": (given) =>
    record(given, async (ari, { signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const { call, channel } = await enter(ari, given, "100");
      await channel.answer();
      const playing = ari.once("PlaybackStarted", { signal });
      const playback = await channel.play({ media: "sound:demo-congrats" });
      await playing;
      await channel.play({ media: "sound:digits/1" });
      const next = ari.once("PlaybackStarted", { signal });
      await playback.stop();
      await next;
      await ari.once("PlaybackFinished", { signal });
      await leave(ari, channel, signal);
      await call.hangup();
    }),

  "keys pressed during a playback are reported and do not end it": (given) =>
    record(given, async (ari, { signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const { call, channel } = await enter(ari, given, "101");
      const playing = ari.once("PlaybackStarted", { signal });
      const played = ari.once("PlaybackFinished", { signal });
      await channel.play({ media: "sound:vm-intro" });
      await playing;
      for (const digit of ["1", "2"]) {
        const pressed = ari.once("ChannelDtmfReceived", { signal });
        await call.press(digit);
        await pressed;
      }
      await played;
      await leave(ari, channel, signal);
      await call.ended();
    }),

  "an application that hangs up gets the request and the end": (given) =>
    record(given, async (ari, { signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const { call, channel } = await enter(ari, given, "100");
      await channel.answer();
      const left = ari.once("StasisEnd", { signal });
      await channel.hangup();
      await left;
      await call.ended();
    }),

  "a call that is continued into the application again starts again, with the arguments of that place": (given) =>
    record(given, async (ari, { backend, signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const starts = ari.events("StasisStart", { signal });
      const left = Promise.withResolvers<void>();
      let ends = 0;
      ari.on("StasisEnd", () => ++ends === 3 && left.resolve());
      await using call = await backend.call("105");
      for (let start = 1; start <= 2; start++) {
        const { value } = await starts.next();
        await value?.channel.continueInDialplan(start === 1 ? {} : { label: "again" });
      }
      const { value } = await starts.next();
      await value?.channel.continueInDialplan();
      await left.promise;
      await call.ended();
    }),

  "a second connection takes the application over": (given) =>
    record(given, async (ari, { backend, signal }) => {
      await using _ = await ari.register({ apps: "hello-world", signal });
      const replaced = ari.once("ApplicationReplaced", { signal });
      await using other = await connect(backend.url, { ...backend.user, ...backend.connection });
      const started = other.once("StasisStart", { signal });
      await using _other = await other.register({ apps: "hello-world", signal });
      await replaced;
      await using call = await backend.call("100");
      const { channel } = await started;
      await channel.hangup();
      await call.ended();
    }),
};

/** Runs `body` with a client whose events are all kept, and fails when one of its handlers did. */
async function record(
  given: Conformance,
  body: (ari: AriClient, given: Conformance) => Promise<void>,
): Promise<WireEvent[]> {
  const { backend } = given;
  const errors: unknown[] = [];
  const events: WireEvent[] = [];
  await using ari = await connect(backend.url, {
    ...backend.user,
    ...backend.connection,
    onError: (error) => errors.push(error),
  });
  ari.on("*", (event) => events.push(JSON.parse(JSON.stringify(event))));
  await body(ari, given);
  if (errors.length > 0) {
    throw new AggregateError(errors, `Cannot finish the scenario: ${errors.length} handlers failed`);
  }
  return events;
}

/** Calls the extension and waits until its channel is in the application. The scenario ends the call. */
async function enter(
  ari: AriClient,
  { backend, signal }: Conformance,
  extension: string,
): Promise<{ call: BackendCall; channel: Channel }> {
  const started = ari.once("StasisStart", { signal });
  const call = await backend.call(extension);
  const { channel } = await started;
  return { call, channel };
}

/** Lets the channel go on in the dialplan, and waits until it has left the application. */
async function leave(ari: AriClient, channel: Channel, signal: AbortSignal): Promise<void> {
  const left = ari.once("StasisEnd", { signal });
  await channel.continueInDialplan();
  await left;
}

/** The file that holds the recorded runs of a scenario. */
export function transcriptUrl(title: string): URL {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/-$/, "");
  return new URL(`../transcripts/${name}.json`, import.meta.url);
}
