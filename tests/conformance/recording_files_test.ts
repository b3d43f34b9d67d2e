import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { type StasisChannel, withStasisPair } from "./stasis_call.ts";

/** Recordings of a real Asterisk outlive the test, so each run takes a name of its own. */
const run = crypto.randomUUID();

/** What can be said of a file without hearing it. */
interface StoredFile {
  readonly type: string | null;
  readonly bytes: Uint8Array;
}

async function download(channel: StasisChannel, name: string): Promise<StoredFile> {
  const { backend, signal } = channel.given;
  const { username, password } = backend.user;
  const response = await backend.fetch(`/ari/recordings/stored/${name}/file`, {
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    signal,
  });
  return { type: response.headers.get("content-type"), bytes: await response.bytes() };
}

/** Has the far end do something while the near end is recorded, until that ends by itself. */
async function record(near: StasisChannel, query: string, during: () => Promise<void> = async () => {}) {
  const from = near.events.length;
  await near.rest(`POST channels/ID/record?name=${run}&${query}`);
  await near.event(({ type }) => type === "RecordingStarted", from);
  await during();
  const { recording } = await near.event(({ type }) => type === "RecordingFinished", from);
  const { duration, talking_duration, silence_duration } = Object(recording);
  return [duration, talking_duration, silence_duration];
}

/** Whether there is nothing to be heard in 16-bit samples. */
function isSilent(bytes: Uint8Array): boolean {
  const samples = new Int16Array(bytes.slice().buffer);
  return samples.every((sample) => Math.abs(sample) < 128);
}

const text = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

conformance(
  "a far end that sends nothing at all is given up after four seconds, and the file is empty",
  async (given) => {
    await withStasisPair(given, async (near) => {
      const durations = await record(near, "format=wav");
      const { type, bytes } = await download(near, run);
      await near.rest(`DELETE recordings/stored/${run}`);

      assertEquals(durations, [0, undefined, undefined]);
      assertEquals([type, bytes.length], ["audio/wav", 44]);
      assertEquals(
        bytes.toHex(),
        "52494646240000005741564566" + "6d742010000000010001" + "00401f0000803e00000200100064617461" + "00000000",
      );
    });
  },
);

conformance("what the far end says is in the file, and tells how long it talks", async (given) => {
  await withStasisPair(given, async (near, far) => {
    await far.rest("POST channels/ID/play/tone?media=tone:400");
    await far.event(({ type }) => type === "PlaybackStarted");
    // So that it does not begin with a second of the clock, which would make the recording one second longer.
    await near.rest("POST channels/ID/play?media=digits:8");
    const durations = await record(near, "format=wav&maxDurationSeconds=2&maxSilenceSeconds=1");
    const { bytes } = await download(near, run);
    const again = await record(near, "format=wav&maxDurationSeconds=2&ifExists=append");
    const { bytes: appended } = await download(near, run);
    await far.rest("DELETE playbacks/tone");
    await near.rest(`DELETE recordings/stored/${run}`);

    assertEquals(durations, [2, 2, 0]);
    assertEquals(again.slice(1), [undefined, undefined]);
    const view = new DataView(appended.buffer, appended.byteOffset);
    assertEquals([text(bytes.subarray(0, 4)), text(bytes.subarray(8, 16)), text(bytes.subarray(36, 40))], [
      "RIFF",
      "WAVEfmt ",
      "data",
    ]);
    assertEquals([view.getUint32(4, true), view.getUint32(40, true)], [appended.length - 8, appended.length - 44]);
    assertEquals(isSilent(bytes.subarray(44 + 3_200)), false);
    // Asterisk takes more than two seconds and up to three; frames may get lost.
    assertEquals(bytes.length > 30_000 && bytes.length <= 48_044, true, `${bytes.length} bytes`);
    assertEquals(appended.length > bytes.length + 30_000, true, `${appended.length} bytes behind ${bytes.length}`);
  });
});

conformance("muting a recording writes silence; muting it twice does not", async (given) => {
  await withStasisPair(given, async (near, far) => {
    await far.rest("POST channels/ID/play/tone?media=tone:400");
    await far.event(({ type }) => type === "PlaybackStarted");
    const silent: boolean[] = [];
    for (const times of [1, 2]) {
      await record(near, "format=sln&maxDurationSeconds=1", async () => {
        for (let time = 0; time < times; time++) await near.rest(`POST recordings/live/${run}/mute`);
      });
      const { bytes } = await download(near, run);
      silent.push(isSilent(bytes.subarray(8_000)));
      await near.rest(`DELETE recordings/stored/${run}`);
    }
    await far.rest("DELETE playbacks/tone");

    assertEquals(silent, [true, false]);
  });
});

conformance("silence that the far end sends ends a recording, and is cut off", async (given) => {
  await withStasisPair(given, async (near, far) => {
    await far.rest("POST channels/ID/silence");
    const durations = await record(near, "format=sln&maxSilenceSeconds=2");
    const { bytes } = await download(near, run);
    await far.rest("DELETE channels/ID/silence");
    await near.rest(`DELETE recordings/stored/${run}`);

    assertEquals(durations, [1, 1, 0]);
    assertEquals([bytes.length, isSilent(bytes)], [3_200, true]);
  });
});

/** What a second of sound comes to, in bytes, and what is before it. */
const formats: readonly [format: string, type: string, perSecond: number, header: number, unit: number][] = [
  ["wav", "audio/wav", 16_000, 44, 320],
  ["wav16", "audio/wav16", 32_000, 44, 640],
  ["WAV", "audio/WAV", 1_625, 60, 65],
  ["wav49", "audio/WAV", 1_625, 60, 65],
  ["sln", "audio/sln", 16_000, 0, 320],
  ["slin", "audio/slin", 16_000, 0, 320],
  ["raw", "audio/raw", 16_000, 0, 320],
  ["sln16", "audio/sln16", 32_000, 0, 640],
  ["sln48", "audio/sln48", 96_000, 0, 1_920],
  ["ulaw", "audio/ulaw", 8_000, 0, 160],
  ["mu", "audio/mu", 8_000, 0, 160],
  ["alaw", "audio/alaw", 8_000, 0, 160],
  ["al", "audio/al", 8_000, 0, 160],
  ["au", "audio/au", 8_000, 24, 160],
  ["gsm", "audio/gsm", 1_650, 0, 33],
];

conformance(
  "files have the size and the beginning of their formats, and durations count 8,000 samples",
  async (given) => {
    await withStasisPair(given, async (near, far) => {
      await far.rest("POST channels/ID/play/tone?media=tone:400");
      await far.event(({ type }) => type === "PlaybackStarted");
      const wrong: string[] = [];
      for (const [format, type, perSecond, header, unit] of formats) {
        const [duration] = await record(near, `format=${format}&maxDurationSeconds=1`);
        const file = await download(near, run);
        await near.rest(`DELETE recordings/stored/${run}`);
        const body = file.bytes.length - header;
        const seconds = body / perSecond;
        const begins = text(file.bytes.subarray(0, 4));
        const expected = header === 0 ? begins : header === 24 ? ".snd" : "RIFF";
        // Between the end of the first second and the end of the second, less what may get lost.
        const counted = /wav16|sln16/.test(format)
          ? [1, 2, 3, 4]
          : format === "sln48"
          ? [5, 6, 7, 8, 9, 10, 11, 12]
          : [0, 1, 2];
        if (
          file.type !== type || body % unit !== 0 || seconds < 0.8 || seconds > 2.1 || begins !== expected ||
          !counted.includes(duration)
        ) wrong.push(`${format}: ${file.type}, ${body} bytes, "${begins}", duration ${duration}`);
      }
      await far.rest("DELETE playbacks/tone");

      assertEquals(wrong, []);
    });
  },
);

conformance("formats that Asterisk can not write end a recording with the first sound", async (given) => {
  await withStasisPair(given, async (near, far) => {
    await far.rest("POST channels/ID/play/tone?media=tone:400");
    await far.event(({ type }) => type === "PlaybackStarted");
    const files: string[] = [];
    for (const format of ["g729", "ilbc", "g723", "siren7", "siren14", "g719", "h264", "h263", "vp8", "spx"]) {
      const durations = await record(near, `format=${format}`);
      const { type, bytes } = await download(near, run);
      files.push(`${type} ${bytes.length} ${durations[0]}`);
      await near.rest(`DELETE recordings/stored/${run}`);
    }
    await far.rest("DELETE playbacks/tone");

    const audio = ["g729", "ilbc", "g723", "siren7", "siren14", "g719"].map((format) => `audio/${format} 0 0`);
    assertEquals(files, [...audio, "video/h264 0 0", "video/h263 0 0", "video/vp8 0 0", "audio/spx 0 0"]);
  });
});

conformance("a recording is played for as long as it is, and not when it is gone", async (given) => {
  await withStasisPair(given, async (near, far) => {
    await far.rest("POST channels/ID/silence");
    await record(near, "format=wav&maxDurationSeconds=1");
    await far.rest("DELETE channels/ID/silence");
    const from = near.events.length;
    await near.rest(`POST channels/ID/play/p?media=recording:${run}`);
    await near.through();
    await near.rest(`POST channels/ID/play/q?media=sound:/var/spool/asterisk/recording/${run}`);
    await near.through();
    await near.rest(`DELETE recordings/stored/${run}`);
    await near.rest(`POST channels/ID/play/r?media=recording:${run}`);
    await near.through();

    assertEquals(near.trace(from).map((line) => line.replaceAll(run, "RUN")), [
      "PlaybackStarted p recording:RUN playing",
      "PlaybackFinished p recording:RUN done",
      "PlaybackStarted q sound:/var/spool/asterisk/recording/RUN playing",
      "PlaybackFinished q sound:/var/spool/asterisk/recording/RUN done",
      "PlaybackStarted r recording:RUN playing",
    ]);
  });
});

conformance(
  "a recording of nothing fails to be played when it has a header, and is over at once when it has none",
  async (given) => {
    await withStasisPair(given, async (near) => {
      const events: string[] = [];
      for (const format of ["wav", "au", "WAV", "sln", "ulaw", "gsm"]) {
        await record(near, `format=${format}`, async () => void await near.rest(`POST recordings/live/${run}/stop`));
        const from = near.events.length;
        await near.rest(`POST channels/ID/play/p?media=recording:${run}`);
        await near.through();
        await near.rest(`DELETE recordings/stored/${run}`);
        events.push(...near.trace(from).slice(1).map((line) => line.replace(run, format)));
      }

      assertEquals(events, [
        ...["wav", "au", "WAV"].map((format) => `PlaybackFinished p recording:${format} failed`),
        ...["sln", "ulaw", "gsm"].map((format) => `PlaybackFinished p recording:${format} done`),
      ]);
    });
  },
);
