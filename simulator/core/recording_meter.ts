import { type AudioSegment, frameLength } from "./audio_file.ts";

/** What comes from a far end: nothing at all, sound of either kind, or frames that are muted before anyone reads them. */
export type IncomingSound = "none" | "silence" | "talk" | "muted";

/** Why a recording ends by itself. */
export type RecordingEnd = "silence" | "too-long" | "no-audio" | "not-writable";

/** What a {@linkcode RecordingMeter} is made from. */
export interface RecordingMeterOptions {
  /** When it begins, in milliseconds since 1970. */
  readonly start: number;
  /** After how many seconds it ends; 0 for never. */
  readonly maxDuration: number;
  /** After how many seconds of silence it ends; 0 for never. */
  readonly maxSilence: number;
  /** Whether Asterisk can write the format at all. */
  readonly isWritable: boolean;
}

/** How long Asterisk waits for any frame before it gives a recording up, in milliseconds. */
const patience = 4_000;

/** How much of the silence that ends a recording stays in it, in milliseconds. */
const keptSilence = 200;

/**
 * Keeps account of a recording as `__ast_play_and_record` does (`main/app.c`), from changes of what comes in, of pauses and
 * of muting. It has no clock: {@linkcode RecordingMeter.advance} tells it the time, and
 * {@linkcode RecordingMeter.nextEnd} tells when it ends if nothing changes.
 */
export class RecordingMeter {
  readonly #options: RecordingMeterOptions;
  #now: number;
  #sound: IncomingSound = "none";
  #isPaused = false;
  #isMuted = false;
  /** When the last frame came. */
  #lastFrame: number;
  /** Seconds of the clock during which it was paused. */
  #pausedSeconds = 0;
  #pausedSince = 0;
  /** How long the far end is silent by now, and what of it is not to be counted. */
  #silence = 0;
  #pausedSilence = 0;
  /** All silences that are over. */
  #pastSilence = 0;
  readonly #segments: AudioSegment[] = [];

  constructor(options: RecordingMeterOptions) {
    this.#options = options;
    this.#now = options.start;
    this.#lastFrame = options.start;
  }

  /** Lets the time pass. */
  advance(now: number): void {
    const elapsed = now - this.#now;
    this.#now = now;
    if (elapsed <= 0 || this.#sound === "none") return;
    this.#lastFrame = now;
    if (this.#sound === "muted") return;
    if (!this.#isPaused) this.#write(this.#sound === "silence" || this.#isMuted ? "silence" : "talk", elapsed);
    if (this.#options.maxSilence > 0) this.#listen(elapsed);
  }

  /** Something else comes in. */
  setSound(sound: IncomingSound, now: number): void {
    this.advance(now);
    if (sound !== "none" || this.#sound !== "none") this.#lastFrame = now;
    this.#sound = sound;
  }

  /** A frame without sound has come: a digit, or something that was said about the call. */
  touch(now: number): void {
    this.advance(now);
    this.#lastFrame = now;
  }

  /** Pauses it, or goes on. */
  togglePause(now: number): void {
    this.touch(now);
    this.#isPaused = !this.#isPaused;
    if (this.#isPaused) this.#pausedSince = seconds(now);
    else this.#pausedSeconds += seconds(now) - this.#pausedSince;
  }

  /** Writes silence instead of what comes, or goes back to that. */
  toggleMute(now: number): void {
    this.touch(now);
    this.#isMuted = !this.#isMuted;
  }

  /** Whether it ends now. */
  get end(): RecordingEnd | undefined {
    const next = this.nextEnd();
    return next !== undefined && next.at <= this.#now ? next.reason : undefined;
  }

  /** When and why it ends, if nothing changes. */
  nextEnd(): { at: number; reason: RecordingEnd } | undefined {
    // Without frames nothing is looked at but whether one comes at all.
    if (this.#sound === "none") {
      const overdue = this.#now === this.#lastFrame ? this.#tooLongAt() : undefined;
      if (overdue !== undefined && overdue <= this.#now) return { at: overdue, reason: "too-long" };
      return { at: this.#lastFrame + patience, reason: "no-audio" };
    }
    const ends: { at: number; reason: RecordingEnd }[] = [];
    if (!this.#options.isWritable && this.#sound !== "muted" && !this.#isPaused) {
      ends.push({ at: this.#now, reason: "not-writable" });
    }
    const silent = this.#silentAt();
    if (silent !== undefined) ends.push({ at: silent, reason: "silence" });
    const tooLong = this.#tooLongAt();
    if (tooLong !== undefined) ends.push({ at: tooLong, reason: "too-long" });
    return ends.sort((a, b) => a.at - b.at)[0];
  }

  /** What there is to write, without the silence at its end if that is to be cut off. */
  segments(options: { cutsSilence: boolean }): AudioSegment[] {
    const length = this.#segments.reduce((sum, { duration }) => sum + duration, 0);
    const cut = options.cutsSilence ? Math.max(0, this.#countedSilence - keptSilence) : 0;
    let left = wholeFrames(Math.max(0, length - cut));
    return this.#segments.flatMap(({ kind, duration }) => {
      const kept = Math.min(duration, left);
      left -= kept;
      return kept > 0 ? [{ kind, duration: kept }] : [];
    });
  }

  /** The durations that are reported, in seconds, of a file of so many seconds. They are those of Asterisk, odd ones included. */
  durations(fileSeconds: number): { duration: number; talkingDuration: number } {
    const silence = this.#countedSilence;
    // After a pause, the silence at the end is not among the silences.
    const total = this.#pastSilence + (this.#silence <= silence ? silence : 0);
    const talking = total > 0 ? fileSeconds - Math.trunc((total - keptSilence) / 1_000) : fileSeconds;
    const duration = silence > 0 ? fileSeconds - Math.trunc((silence - keptSilence) / 1_000) : fileSeconds;
    return { duration: Math.max(0, duration), talkingDuration: Math.max(0, talking) };
  }

  /** The silence that the far end has kept, as far as it counts: that of a pause does not, except during the pause. */
  get #countedSilence(): number {
    const isReduced = !this.#isPaused && this.#silence >= this.#pausedSilence;
    return isReduced ? this.#silence - this.#pausedSilence : this.#silence;
  }

  #listen(elapsed: number): void {
    if (this.#sound === "silence") this.#silence += elapsed;
    else {
      this.#pastSilence += this.#silence;
      this.#silence = 0;
    }
    if (this.#isPaused) this.#pausedSilence = this.#silence;
    else if (this.#silence <= this.#pausedSilence) this.#pausedSilence = 0;
  }

  #silentAt(): number | undefined {
    const { maxSilence } = this.#options;
    if (maxSilence === 0 || this.#sound !== "silence") return undefined;
    // The first frame with which it is longer than allowed.
    return this.#now + maxSilence * 1_000 + frameLength - this.#countedSilence;
  }

  /** Asterisk counts the seconds of the clock, so it takes up to one second more. */
  #tooLongAt(): number | undefined {
    const { start, maxDuration } = this.#options;
    if (maxDuration === 0 || this.#isPaused) return undefined;
    return (seconds(start) + this.#pausedSeconds + maxDuration + 1) * 1_000;
  }

  #write(kind: AudioSegment["kind"], duration: number): void {
    const last = this.#segments.at(-1);
    if (last?.kind === kind) this.#segments.splice(-1, 1, { kind, duration: last.duration + duration });
    else this.#segments.push({ kind, duration });
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

function wholeFrames(milliseconds: number): number {
  return Math.floor(milliseconds / frameLength) * frameLength;
}
