import type { Channel } from "./channel.ts";
import type { Pbx } from "./pbx.ts";
import { type MediaStream, SoundStream } from "./sound_stream.ts";
import { characterSounds, digitSounds, hasGrammar, numberSounds, parseSpokenNumber } from "./spoken.ts";
import { SpokenStream } from "./spoken_stream.ts";
import { isTone } from "./tones.ts";

/** What became of a medium that was to be played. */
export type MediaSource =
  | {
    readonly kind: "stream";
    readonly stream: MediaStream;
    /** Whether its playback can be controlled from now on. */
    readonly isControllable: boolean;
    /** Whether it fails at its end, come what may. */
    readonly fails: boolean;
  }
  /** There is no such thing. */
  | { readonly kind: "missing"; readonly isControllable: boolean }
  /** Asterisk says so in its log, and goes on as if it had not been asked. */
  | { readonly kind: "ignored" };

/** What is to be played. */
export interface MediaRequest {
  /** The URI. */
  readonly media: string;
  /** The language of its sounds. */
  readonly language: string;
  /** Where it begins, in milliseconds. */
  readonly offset: number;
}

/** Says what the simulator can not play although Asterisk can, and what to do about it. */
export function mediaNotSimulated(media: string, language: string): string | undefined {
  if (media.startsWith("sound:") && media.includes("://")) {
    return "sounds are not fetched from elsewhere, give simulate() the sound by name in sounds";
  }
  if (media.startsWith("number:") && hasGrammar(language)) {
    return `numbers are not said in language "${language}", use English or digits:`;
  }
  return undefined;
}

/** Opens a medium for a channel (`play_on_channel` in `res_stasis_playback.c`). */
export function openMedia(pbx: Pbx, channel: Channel, request: MediaRequest): MediaSource {
  const [scheme = ""] = request.media.split(":", 1);
  const rest = request.media.slice(scheme.length + 1);
  const speak = (sounds: readonly string[], fails = false): MediaSource => {
    const lengths = sounds.flatMap((sound) => pbx.sounds.length(sound, request.language) ?? []);
    const stream = new SpokenStream(pbx, channel, { media: request.media, lengths });
    return { kind: "stream", stream, isControllable: false, fails };
  };
  // Without a colon there is no scheme.
  switch (request.media.includes(":") ? scheme : "") {
    case "sound":
      return openSound(pbx, channel, rest, request);
    case "number": {
      const number = parseSpokenNumber(rest);
      if (number === undefined) return { kind: "ignored" };
      const { sounds, complete } = numberSounds(number, request.language);
      return speak(sounds, !complete);
    }
    case "digits":
      return speak(digitSounds(rest));
    case "characters":
      return speak(characterSounds(rest, (sound) => pbx.sounds.length(sound, request.language) !== undefined));
    case "tone":
      if (!isTone(rest)) return { kind: "missing", isControllable: true };
      return controllable(new SoundStream(pbx, channel, { media: request.media, length: Infinity }));
    case "recording": {
      const found = pbx.recordings.spool.find(rest);
      if (typeof found !== "object") return { kind: "ignored" };
      const { length, format } = found.file;
      // A file with nothing behind its header can not be read; one that is empty is just over at once.
      if (length === 0 && format.header !== undefined) return { kind: "missing", isControllable: true };
      return controllable(new SoundStream(pbx, channel, { media: request.media, length, offset: request.offset }));
    }
    default:
      return { kind: "ignored" };
  }
}

function openSound(pbx: Pbx, channel: Channel, name: string, { media, language, offset }: MediaRequest): MediaSource {
  // ":end" counts the offset from there; no other colon is cut off (control_streamfile in main/app.c).
  const isFromEnd = /^[^:]*:end$/i.test(name);
  const path = isFromEnd ? name.slice(0, -":end".length) : name;
  const length = pbx.sounds.length(path, language) ?? pbx.recordings.spool.findByPath(path)?.length;
  if (length === undefined) return { kind: "missing", isControllable: true };
  const start = isFromEnd ? Math.max(0, length - offset) : offset;
  return controllable(new SoundStream(pbx, channel, { media, length, offset: start }));
}

function controllable(stream: MediaStream): MediaSource {
  return { kind: "stream", stream, isControllable: true, fails: false };
}
