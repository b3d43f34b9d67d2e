/**
 * A voicemail: asks for a message, records it until a pound sign, silence or the hangup, and lets the caller hear it, keep it or
 * say it again. What was recorded when the caller hung up is kept.
 *
 * `deno run --allow-net examples/voicemail.ts http://127.0.0.1:8088 asterisk asterisk`, with a dialplan that has
 * `exten => 100,1,Stasis(voicemail)`.
 *
 * @module
 */
import {
  type AriClient,
  type AriServer,
  type Channel,
  connect,
  menu,
  prompts,
  type RecordingFailed,
  type RecordingFinished,
} from "@asterism/asterisk/ari";

/** Serves the application; each call leaves one message at most. */
export function voicemail(ari: AriClient, log: (line: string) => void = console.log): AriServer {
  return ari.serve({ apps: "voicemail" }, (channel, { signal }) => takeMessage(ari, channel, { signal, log }));
}

/** What a call comes with. */
interface Given {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

async function takeMessage(ari: AriClient, channel: Channel, { signal, log }: Given): Promise<void> {
  await channel.answer();
  await prompts(channel, "sound:vm-intro", { signal });
  for (let take = 1; take <= 3; take++) {
    const name = `voicemail/${channel.id}-${take}`;
    // deno-lint-ignore no-await-in-loop -- One take after the other.
    const seconds = await record(ari, channel, name);
    log(`${channel.caller.name} left ${seconds} s: ${name}`);
    signal.throwIfAborted();
    // deno-lint-ignore no-await-in-loop -- See above.
    const chosen = await menu(channel, {
      prompt: [`recording:${name}`, "sound:vm-review"],
      choices: { "1": "keep", "3": "again" },
      default: "keep",
      typeAhead: false, // The pound sign that ended the recording is no answer.
      signal,
    });
    if (chosen.type !== "choice" || chosen.value === "keep") break;
    // deno-lint-ignore no-await-in-loop -- See above.
    await ari.recordings.deleteStored({ recordingName: name });
  }
  await prompts(channel, ["sound:vm-msgsaved", "sound:goodbye"], { signal });
  await channel.hangup();
}

/** Records until the end, whatever ends it, and resolves with its length in seconds; listens before Asterisk begins. */
async function record(ari: AriClient, channel: Channel, name: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const about = ({ recording }: RecordingFinished | RecordingFailed) => recording.name === name;
  using _finished = ari.on("RecordingFinished", (event) => about(event) && resolve(event.recording.duration ?? 0));
  using _failed = ari.on("RecordingFailed", (event) => about(event) && reject(new Error(event.recording.cause)));
  await channel.record({
    name,
    format: "wav",
    beep: true,
    maxSilenceSeconds: 5,
    maxDurationSeconds: 120,
    terminateOn: "#",
  });
  return await promise;
}

if (import.meta.main) {
  const [url = "http://127.0.0.1:8088", username = "asterisk", password = "asterisk"] = Deno.args;
  await using ari = await connect(url, { username, password });
  await using server = voicemail(ari);
  await server.ready;
  console.log(`Messages can be left for "voicemail" on ${ari.url}`);
  await server.finished;
}
