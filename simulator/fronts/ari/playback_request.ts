import { mediaNotSimulated } from "../../core/media_source.ts";
import { Playback } from "../../core/playback.ts";
import { NotSimulatedError } from "../../errors.ts";
import { randomUuid } from "../../random.ts";
import type { OperationCall } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toPlayback } from "./snapshots.ts";

/** How far `forward` and `reverse` go when nobody says, in milliseconds. */
export const defaultSkip = 3_000;

/** What the parameters of a request to play leave open. */
export interface PlaybackTarget {
  /** The id asked for. */
  readonly id: string | undefined;
  /** What is played to: `channel:` or `bridge:` and an id. */
  readonly target: string;
  /** The bridge that is played to, if it is one. */
  readonly bridgeId?: string;
  /** The language when none is asked for. */
  readonly language: string;
}

/** Refuses to wind backwards. */
export function checkSkips({ parameters }: OperationCall): void {
  if ((parameters.integer("skipms") ?? 0) < 0) throw new Refusal(400, "skipms cannot be negative");
  if ((parameters.integer("offsetms") ?? 0) < 0) throw new Refusal(400, "offsetms cannot be negative");
}

/** Makes the playback that a request asks for; it waits for somebody to play it. */
export function createPlayback({ pbx, parameters }: OperationCall, options: PlaybackTarget): Playback {
  const { id, target, bridgeId } = options;
  const [first, ...more] = parameters.list("media");
  if (!first || more.includes("")) throw new Refusal(500, "Failed to queue media for playback");
  const language = parameters.string("lang") || options.language;
  for (const media of [first, ...more]) {
    const reason = mediaNotSimulated(media, language);
    if (reason !== undefined) throw new NotSimulatedError(`Cannot play "${media}": ${reason}`);
  }
  return new Playback(pbx, {
    id: id || randomUuid(pbx.random),
    media: [first, ...more],
    target,
    language,
    skip: parameters.integer("skipms") || defaultSkip,
    offset: parameters.integer("offsetms") ?? 0,
    ...(bridgeId !== undefined && { bridgeId }),
  });
}

/** Answers that a playback was made, and where it is. */
export function playbackCreated(playback: Playback): Response {
  // Asterisk does not encode the id: its bytes are in the header as they are.
  const location = Array.from(new TextEncoder().encode(`/ari/playbacks/${playback.id}`), (byte) => {
    return String.fromCharCode(byte);
  });
  return jsonResponse(201, toPlayback(playback.snapshot), { Location: location.join("") });
}
