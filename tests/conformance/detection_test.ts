import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { type StasisChannel, withStasisPair } from "./stasis_call.ts";

/** Sets a variable of a channel, or writes a function. */
async function set(channel: StasisChannel, name: string, value = ""): Promise<string> {
  return await channel.answer("POST channels/ID/variable", { variable: name, value });
}

/** Has the far end play a tone until `during` is through. */
async function tone(far: StasisChannel, media: string, during: () => Promise<unknown>): Promise<void> {
  const from = far.events.length;
  await far.rest(`POST channels/ID/play/tone?media=${media}`);
  await far.event(({ type }) => type === "PlaybackStarted", from);
  await during();
  await far.rest("DELETE playbacks/tone");
  await far.through();
}

/** What was detected, in order. */
function detected(channel: StasisChannel, from = 0): string[] {
  return channel.events.slice(from).flatMap(({ type, channel: of }) => {
    return /^Channel(?:Talking|Tone)/.test(type) ? [`${type} ${Object(of).id === channel.id ? "near" : "far"}`] : [];
  });
}

conformance("TALK_DETECT tells when the far end talks, and that it has finished when it is silent", async (given) => {
  await withStasisPair(given, async (near, far) => {
    const answers = [await set(near, "TALK_DETECT(set)", "300")];
    await tone(far, "tone:400", () => near.event(({ type }) => type === "ChannelTalkingStarted"));
    // Who sends nothing at all is not silent.
    await near.rest("POST channels/ID/play?media=digits:8");
    await near.through();
    const before = detected(near);
    await far.rest("POST channels/ID/silence");
    const { duration } = await near.event(({ type }) => type === "ChannelTalkingFinished");
    answers.push(await set(near, "TALK_DETECT(remove)"));
    await tone(far, "tone:400", () => near.through());
    answers.push(await set(near, "TALK_DETECT(nothing)"), await set(near, "TALK_DETECT(set)", "-1"));

    assertEquals(answers, ["204", "204", "204", "204"]);
    assertEquals(before, ["ChannelTalkingStarted near"]);
    assertEquals(detected(near), ["ChannelTalkingStarted near", "ChannelTalkingFinished near"]);
    assertEquals(typeof duration === "number" && duration >= 600, true, `duration ${duration}`);
  });
});

conformance("TONE_DETECT tells of its frequency when it lasts, once for each time, in its direction", async (given) => {
  await withStasisPair(given, async (near, far) => {
    const wait = async () => {
      await near.rest("POST channels/ID/play?media=digits:8");
      await near.through();
    };
    await set(near, "TONE_DETECT(400,300)");
    await tone(far, "tone:400", wait);
    await tone(far, "tone:600", wait);
    await tone(far, "tone:400", wait);
    const incoming = detected(near);
    await set(near, "TONE_DETECT(400,300,x)");
    await tone(far, "tone:400", wait);
    const removed = detected(near).slice(incoming.length);
    await set(near, "TONE_DETECT(600,300,t)");
    const from = near.events.length;
    await tone(far, "tone:600", wait);
    await tone(near, "tone:600", async () => {
      await far.rest("POST channels/ID/play?media=digits:8");
      await far.through();
    });
    const outgoing = detected(near, from);

    assertEquals(incoming, ["ChannelToneDetected near", "ChannelToneDetected near"]);
    assertEquals(removed, []);
    assertEquals(outgoing, ["ChannelToneDetected near"]);
    // Without this Asterisk mixes at 192 kHz, where its detector takes every tone for a lower one.
  }, { formats: "ulaw" });
});
