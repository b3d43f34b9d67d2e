import type { AgiReply } from "./reply.ts";

/** How playing or saying something ended. */
export interface PlayResult {
  /** The digit that stopped it; `undefined` when it came to its end. */
  readonly digit: string | undefined;
  /** How far it came, in samples; of `controlStreamFile` in milliseconds, -1 at its end. Absent where Asterisk does not say. */
  readonly endpos?: number;
}

/** What was entered. */
export interface DataResult {
  /** The digits as pressed, without `#`; may be none. */
  readonly digits: string;
  /** Whether the time was over before there were enough, or `#`. */
  readonly timedOut: boolean;
}

/**
 * Why a recording ended: a digit, the time that it may take, silence, the caller hung up (what was recorded is there), or it could not be made: not
 * written, or nothing came from the channel.
 */
export type RecordingReason = "digit" | "failed" | "hangup" | "silence" | "timeout" | "writeFailed";

/** How a recording ended. */
export interface RecordResult {
  /** Why. */
  readonly reason: RecordingReason;
  /** The digit that stopped it. */
  readonly digit: string | undefined;
  /** Its length, in samples. */
  readonly endpos: number;
}

/** What a channel is doing. */
export type ChannelStatus =
  | "busy"
  | "dialing"
  | "down"
  | "offHook"
  | "remoteRinging"
  | "reserved"
  | "ringing"
  | "up";

/** The states by Asterisk's number. */
export const channelStatuses: readonly ChannelStatus[] = [
  "down",
  "reserved",
  "offHook",
  "dialing",
  "ringing",
  "remoteRinging",
  "up",
  "busy",
];

/** What was recognised of speech. */
export interface SpeechResult {
  /** How it ended: something was said, a digit, the time, or the caller hung up. */
  readonly reason: "digit" | "hangup" | "speech" | "timeout";
  /** The digit, where one ended it. */
  readonly digit: string | undefined;
  /** How far the prompt was played, in samples. */
  readonly endpos: number;
  /** What may have been said, the most likely first. */
  readonly results: readonly { readonly score: number; readonly text: string; readonly grammar: string }[];
}

/** Asterisk's number of a digit: its code, and 0 for none. */
export function digitOf(reply: AgiReply): string | undefined {
  const code = Number(reply.result);
  return code > 0 ? String.fromCharCode(code) : undefined;
}

/** Where playing ended, when it is told. */
export function playResult(reply: AgiReply): PlayResult {
  const { endpos } = reply.extras;
  return { digit: digitOf(reply), ...endpos !== undefined && { endpos: Number(endpos) } };
}

/** The words in parentheses by which RECORD FILE says why it ended. */
const recordingReasons: ReadonlyMap<string, RecordingReason> = new Map([
  ["dtmf", "digit"],
  ["hangup", "hangup"],
  ["timeout", "timeout"],
  ["writefile", "writeFailed"],
]);

/** How a recording ended; without a word it was silence. */
export function recordResult(reply: AgiReply): RecordResult {
  const reason = reply.data === undefined ? "silence" : recordingReasons.get(reply.data) ?? "failed";
  return { reason, digit: reason === "digit" ? digitOf(reply) : undefined, endpos: Number(reply.extras.endpos ?? 0) };
}

/** What was recognised. */
export function speechResult(reply: AgiReply): SpeechResult {
  const { extras, data } = reply;
  const count = Number(extras.results ?? 0);
  const reason = data === "digit" || data === "hangup" || data === "speech" ? data : "timeout";
  return {
    reason,
    digit: extras.digit,
    endpos: Number(extras.endpos ?? 0),
    results: Array.from({ length: count }, (_, index) => ({
      score: Number(extras[`score${index}`] ?? 0),
      text: extras[`text${index}`] ?? "",
      grammar: extras[`grammar${index}`] ?? "",
    })),
  };
}
