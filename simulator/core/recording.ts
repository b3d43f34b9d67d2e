import { answerAndListen } from "./answer.ts";
import { countSamples } from "./audio_file.ts";
import type { Channel } from "./channel.ts";
import type { RecordingSnapshot } from "./facts.ts";
import type { FileFormat } from "./file_formats.ts";
import type { Frame } from "./frames.ts";
import { soundFrom } from "./incoming_sound.ts";
import type { Pbx } from "./pbx.ts";
import { RecordingFile } from "./recording_file.ts";
import { type RecordingEnd, RecordingMeter } from "./recording_meter.ts";
import { SoundStream } from "./sound_stream.ts";

/** What may be done to a live recording. */
export type RecordingOperation = "cancel" | "stop" | "pause" | "unpause" | "mute" | "unmute";

/** What came of it: done, refused in this state, or failed. */
export type RecordingOperationResult = "done" | "not-in-session" | "failed";

/** What a {@linkcode Recording} is made from. */
export interface RecordingOptions {
  /** Its name, which is that of its file. */
  readonly name: string;
  /** The format as it was asked for, which live recordings show. */
  readonly format: string;
  /** What that means. */
  readonly fileFormat: FileFormat;
  /** What it records: `channel:` or `bridge:` and an id. */
  readonly target: string;
  /** The bridge that it records, if it does: then it runs on a hidden channel in there. */
  readonly bridgeId?: string;
  /** After how many seconds it ends; 0 for never. */
  readonly maxDuration: number;
  /** After how many seconds of silence it ends; 0 for never. */
  readonly maxSilence: number;
  /** What is done with a file that is there. */
  readonly ifExists: "fail" | "overwrite" | "append";
  /** Whether it begins with a beep. */
  readonly beep: boolean;
  /** The digits that end it. */
  readonly terminateOn: string;
}

/** Why a recording that runs ends. */
type End = RecordingEnd | "digit" | "stopped" | "hangup";

/** Asterisk counts durations by 8,000 samples to the second, whatever the rate of the format. */
const countedRate = 8_000;

/** Something recorded from a channel by its Stasis application (`res_stasis_recording.c`). */
export class Recording {
  /** The channel that it is, or will be, recorded from. */
  readonly channel: Channel;
  readonly #pbx: Pbx;
  readonly #options: RecordingOptions;
  #state: RecordingSnapshot["state"] = "queued";
  #isMuted = false;
  #duration: number | undefined;
  #talkingDuration: number | undefined;
  #cause: string | undefined;
  /** Tells the recording that runs what to do; there is none while it waits, answers or beeps. */
  #control: ((control: "stop" | "pause" | "mute") => void) | undefined;

  constructor(pbx: Pbx, channel: Channel, options: RecordingOptions) {
    this.channel = channel;
    this.#pbx = pbx;
    this.#options = options;
    pbx.recordings.add(this);
  }

  /** Its name. */
  get name(): string {
    return this.#options.name;
  }

  /** The recording as others see it. */
  get snapshot(): RecordingSnapshot {
    const { name, format, target } = this.#options;
    const duration = this.#duration;
    const talkingDuration = this.#talkingDuration;
    const isMeasured = duration !== undefined && talkingDuration !== undefined;
    return {
      name,
      format,
      target,
      state: this.#state,
      duration,
      talkingDuration,
      silenceDuration: isMeasured ? duration - talkingDuration : undefined,
      cause: this.#cause,
    };
  }

  /** Records, on the channel's thread. Gives `false` when that fails: on a channel that is in a bridge, for one. */
  async record(options: { isBridged?: boolean } = {}): Promise<boolean> {
    const { isBridged = false } = options;
    const { channel } = this;
    try {
      if (isBridged) return this.#fail("Cannot record channel while in bridge");
      if (channel.state !== "Up" && !await answerAndListen(this.#pbx, channel)) {
        return this.#fail("Failed to answer channel");
      }
      this.#setState("recording");
      if (!this.#options.beep || await this.#beep()) await this.#run();
      this.#setState("done");
      return true;
    } finally {
      this.discard();
    }
  }

  /** Forgets it, recorded or not. */
  discard(): void {
    this.#pbx.recordings.remove(this);
  }

  /** Ends, pauses or mutes it; what is possible depends on its state. */
  operate(operation: RecordingOperation): RecordingOperationResult {
    switch (this.#state) {
      case "queued":
        if (operation !== "cancel" && operation !== "stop") return "not-in-session";
        // Asterisk does not look at this again, so it is recorded all the same.
        this.#state = "canceled";
        return "done";
      case "recording":
      case "paused":
        return this.#operateWhileRecording(operation);
      case "done":
      case "failed":
      case "canceled":
        return "not-in-session";
      default:
        throw new Error(`Unreachable: ${this.#state satisfies never}`);
    }
  }

  #operateWhileRecording(operation: RecordingOperation): RecordingOperationResult {
    switch (operation) {
      case "stop":
        this.#state = "done";
        this.#control?.("stop");
        return "done";
      case "cancel":
        this.#state = "canceled";
        this.#control?.("stop");
        return this.#pbx.recordings.spool.removeAll(this.name) ? "done" : "failed";
      case "pause":
      case "unpause":
        if ((this.#state === "paused") === (operation === "pause")) return "done";
        this.#state = operation === "pause" ? "paused" : "recording";
        this.#control?.("pause");
        return "done";
      case "mute":
        // Asterisk keeps this in a field of one bit, with a sign: it never equals 1, so muting twice unmutes.
        this.#isMuted = true;
        this.#control?.("mute");
        return "done";
      case "unmute":
        if (this.#isMuted) this.#control?.("mute");
        this.#isMuted = false;
        return "done";
      default:
        throw new Error(`Unreachable: ${operation satisfies never}`);
    }
  }

  /** Gives `false` when the channel hangs up meanwhile, or has done so. */
  async #beep(): Promise<boolean> {
    const length = this.#pbx.sounds.length("beep", this.channel.parties.language);
    if (length === undefined) return false;
    const beep = new SoundStream(this.#pbx, this.channel, { media: "sound:beep", length });
    return await beep.play() === "complete";
  }

  async #run(): Promise<void> {
    const { maxDuration, maxSilence, fileFormat } = this.#options;
    const file = this.#openFile();
    const start = this.#pbx.clock.now();
    const isWritable = fileFormat.encoding !== "none";
    const meter = new RecordingMeter({ start, maxDuration, maxSilence, isWritable });
    const end = file === undefined ? undefined : await this.#listen(meter);
    meter.advance(this.#pbx.clock.now());

    const recorded = meter.segments({ cutsSilence: false });
    const before = file?.length ?? 0;
    const length = before + recorded.reduce((sum, { duration }) => sum + duration, 0);
    if (isWritable) {
      // What ends by itself or by a digit loses the silence at its end.
      const cutsSilence = end === "digit" || end === "silence" || end === "too-long";
      file?.append(meter.segments({ cutsSilence }));
    }
    const seconds = isWritable ? Math.floor(countSamples(fileFormat, length) / countedRate) : 0;
    const { duration, talkingDuration } = meter.durations(seconds);
    this.#duration = duration;
    if (maxSilence > 0) this.#talkingDuration = talkingDuration;
  }

  /** The file to write to; there is none when one has come into being that must not be touched. */
  #openFile(): RecordingFile | undefined {
    const { name, fileFormat, ifExists } = this.#options;
    const { spool } = this.#pbx.recordings;
    const old = spool.open(name, fileFormat.extension);
    if (old !== undefined && ifExists === "fail") return undefined;
    if (old !== undefined && ifExists === "append") return old;
    const file = RecordingFile.empty(fileFormat);
    return spool.put(name, file) ? file : undefined;
  }

  async #listen(meter: RecordingMeter): Promise<End> {
    const { clock } = this.#pbx;
    const { channel } = this;
    // After a hangup from within there is always a frame, which says that it is over. After one from the far end, nothing comes.
    if (channel.isSoftlyHungUp) return "hangup";
    const { promise, resolve } = Promise.withResolvers<End>();
    let timer: Disposable | undefined;
    const look = () => {
      timer?.[Symbol.dispose]();
      const { end } = meter;
      const next = meter.nextEnd();
      if (end !== undefined) resolve(end);
      else if (next !== undefined) timer = clock.schedule(next.at - clock.now(), tick);
    };
    const tick = () => {
      meter.advance(clock.now());
      look();
    };
    this.#control = (control) => {
      if (control === "stop") return resolve("stopped");
      if (control === "pause") meter.togglePause(clock.now());
      else meter.toggleMute(clock.now());
      look();
    };
    using _reader = channel.read((frame) => {
      if (frame.kind === "dtmf" && this.#options.terminateOn.includes(frame.digit)) return resolve("digit");
      this.#take(frame, meter);
      look();
    });
    meter.setSound(channel.isHungUp ? "none" : soundFrom(channel), clock.now());
    look();
    using _hangup = channel.isHungUp ? undefined : channel.onHangup(() => resolve("hangup"));
    try {
      return await promise;
    } finally {
      timer?.[Symbol.dispose]();
      this.#control = undefined;
    }
  }

  #take(frame: Frame, meter: RecordingMeter): void {
    const now = this.#pbx.clock.now();
    if (frame.kind === "media-begin" || frame.kind === "media-end") meter.setSound(soundFrom(this.channel), now);
    else meter.touch(now);
  }

  #fail(cause: string): false {
    this.#cause = cause;
    this.#setState("failed");
    return false;
  }

  #setState(state: RecordingSnapshot["state"]): void {
    this.#state = state;
    const { bridgeId } = this.#options;
    this.#pbx.publish({
      kind: "recording-updated",
      channel: this.channel.snapshot,
      recording: this.snapshot,
      ...(bridgeId !== undefined && { bridgeId }),
    });
  }
}
