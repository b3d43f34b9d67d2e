import { answerAndListen } from "../core/answer.ts";
import type { Channel } from "../core/channel.ts";
import type { Pbx } from "../core/pbx.ts";
import { SoundStream } from "../core/sound_stream.ts";
import { NotSimulatedError } from "../errors.ts";
import { stasisBroadcast } from "./stasis_broadcast.ts";

/** A dialplan application; it gives `"hangup"` when the call must not go on. */
export type DialplanApplication = (call: ApplicationCall) => Promise<ApplicationResult> | ApplicationResult;

/** What a {@linkcode DialplanApplication} works on. */
export interface ApplicationCall {
  /** The PBX. */
  readonly pbx: Pbx;
  /** The channel on whose thread it runs. */
  readonly channel: Channel;
  /** Its arguments, after substitution. */
  readonly data: string;
}

/** Whether the dialplan goes on. */
export type ApplicationResult = "continue" | "hangup";

/** The applications that are simulated, by their names in lower case. */
const applications: ReadonlyMap<string, DialplanApplication> = new Map<string, DialplanApplication>([
  ["answer", answer],
  ["echo", echo],
  ["hangup", hangup],
  ["noop", () => "continue"],
  ["playback", playback],
  ["stasis", stasis],
  ["stasisbroadcast", stasisBroadcast],
  ["wait", wait],
]);

/** Finds an application, whatever the case of its name. */
export function findApplication(name: string): DialplanApplication {
  const application = applications.get(name.toLowerCase());
  if (application !== undefined) return application;
  const known = ["Answer", "Echo", "Hangup", "NoOp", "Playback", "Stasis", "StasisBroadcast", "Wait"].join(", ");
  throw new NotSimulatedError(`Cannot run application "${name}": not simulated yet, use one of ${known}`);
}

async function answer({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const delay = Math.max(leadingNumber(data) ?? 0, 0);
  return await answerAndListen(pbx, channel, { delay }) ? "continue" : "hangup";
}

/** Sends digits back until the caller presses # or hangs up. */
async function echo({ channel }: ApplicationCall): Promise<ApplicationResult> {
  const { promise, resolve } = Promise.withResolvers<ApplicationResult>();
  using _hangup = channel.onHangup(() => resolve("hangup"));
  using _reader = channel.read((frame) => {
    if (frame.kind !== "dtmf") return;
    channel.sendDigit(frame.digit, 100);
    if (frame.digit === "#") resolve("continue");
  });
  return await promise;
}

function hangup({ channel, data }: ApplicationCall): ApplicationResult {
  const cause = leadingNumber(data);
  if (data !== "" && cause === undefined) {
    throw new NotSimulatedError(
      `Cannot run application "Hangup(${data})": cause names are not simulated yet, use a number`,
    );
  }
  if (cause !== undefined) channel.setHangupCause(cause);
  else if (channel.hangupCause === 0) channel.setHangupCause(16);
  return "hangup";
}

async function playback({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const [files = "", options = ""] = data.split(",");
  if (options !== "") {
    throw new NotSimulatedError(
      `Cannot run application "Playback(${data})": options are not simulated yet, leave them out`,
    );
  }
  if (channel.state !== "Up" && !channel.answer()) return "hangup";
  let status = "SUCCESS";
  for (const file of files.split("&")) {
    const length = pbx.sounds.length(file);
    if (length === undefined) {
      status = "FAILED";
      continue;
    }
    // deno-lint-ignore no-await-in-loop -- one sound after the other.
    const result = await new SoundStream(pbx, channel, { media: `sound:${file}`, length }).play();
    if (result === "hangup") return "hangup";
  }
  channel.setVariable("PLAYBACKSTATUS", status);
  return "continue";
}

async function stasis({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  channel.setVariable("STASISSTATUS", "");
  const [name = "", ...args] = splitArguments(data);
  const ran = name !== "" && await pbx.stasis.run(channel, name, args);
  channel.setVariable("STASISSTATUS", ran ? "SUCCESS" : "FAILED");
  return channel.isHungUp ? "hangup" : "continue";
}

async function wait({ channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const seconds = Number(data);
  if (data === "" || !(seconds >= 0)) return "continue";
  return await channel.sleep(Math.round(seconds * 1000)) === "hangup" ? "hangup" : "continue";
}

/** Splits at commas outside quotes, parentheses and brackets; quotes go, a backslash keeps what follows it. */
function splitArguments(data: string): string[] {
  const parts = [""];
  let depth = 0;
  let isQuoted = false;
  const add = (text: string) => parts.push((parts.pop() ?? "") + text);
  for (let at = 0; at < data.length; at++) {
    const character = data.charAt(at);
    if (character === "\\") add(data.charAt(++at));
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === "," && depth === 0 && !isQuoted) parts.push("");
    else {
      if (character === "(" || character === "[") depth++;
      else if (character === ")" || character === "]") depth--;
      add(character);
    }
  }
  return parts;
}

function leadingNumber(text: string): number | undefined {
  const match = /^\s*(-?\d+)/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
