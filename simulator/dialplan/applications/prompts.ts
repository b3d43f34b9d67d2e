import { splitArguments } from "../../../config/mod.ts";
import { answerAndListen } from "../../core/answer.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { ApplicationCall, ApplicationResult, DialplanApplication } from "../application.ts";
import { type DigitWait, playUntilDigit, waitForDigit } from "../digits.ts";

/** Applications that play prompts and take digits. */
export const promptApplications: Readonly<Record<string, DialplanApplication>> = {
  Playback: playback,
  BackGround: background,
  WaitExten: waitExten,
  Read: read,
};

async function playback({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const [files = "", options = ""] = splitArguments(data, { limit: 2 });
  checkOptions("Playback", options, ["skip", "noanswer"]);
  const isUp = channel.state === "Up";
  if (!isUp && options.includes("skip")) return setStatus(channel, "PLAYBACKSTATUS", "SUCCESS");
  if (!isUp && !options.includes("noanswer") && !await answerAndListen(pbx, channel)) return "hangup";
  let status = "SUCCESS";
  for (const name of files.split("&")) {
    const length = pbx.sounds.length(name);
    if (length === undefined) {
      status = "FAILED";
      continue;
    }
    // deno-lint-ignore no-await-in-loop -- one sound after the other.
    if (await playUntilDigit(pbx, channel, { name, length }, () => false) === "hangup") return "hangup";
  }
  return setStatus(channel, "PLAYBACKSTATUS", status);
}

/** Plays prompts while the caller may already press digits (`pbx_builtin_background`). */
async function background(call: ApplicationCall): Promise<ApplicationResult> {
  const { pbx, channel, data, engine } = call;
  const [files = "", options = "", , context = channel.position.context] = splitArguments(data, { limit: 4 });
  checkOptions("BackGround", options, ["s", "n", "m"]);
  if (channel.state !== "Up") {
    if (options.includes("s")) return setStatus(channel, "BACKGROUNDSTATUS", "SUCCESS");
    if (!options.includes("n") && !await answerAndListen(pbx, channel)) return "hangup";
  }
  const isOneDigit = (digit: string) => engine.exists(channel, { context, exten: digit, priority: 1 });
  let status = "SUCCESS";
  for (const name of files.split("&")) {
    const length = pbx.sounds.length(name);
    if (length === undefined) {
      status = "FAILED";
      continue;
    }
    // deno-lint-ignore no-await-in-loop -- one sound after the other.
    const result = await playUntilDigit(
      pbx,
      channel,
      { name, length },
      options.includes("m") ? isOneDigit : () => true,
    );
    if (result === "hangup") return "hangup";
    if (result === "elapsed") continue;
    setStatus(channel, "BACKGROUNDSTATUS", status);
    return takeDigit(call, result.digit, context);
  }
  return setStatus(channel, "BACKGROUNDSTATUS", status);
}

/** A digit that is a whole extension leads there; with any other one the dialplan begins to collect. */
function takeDigit({ engine, channel }: ApplicationCall, digit: string, context: string): ApplicationResult {
  const { callerId } = { callerId: channel.caller.number };
  const isWhole = engine.model.canMatch(context, digit, { callerId }) &&
    !engine.model.matchesMore(context, digit, { callerId });
  if (!isWhole) return { digit };
  channel.goTo({ context, exten: digit, priority: 1 });
  return "continue";
}

/** Waits for the caller to press a digit (`pbx_builtin_waitexten`). */
async function waitExten({ pbx, channel, data, engine }: ApplicationCall): Promise<ApplicationResult> {
  const [seconds = "", options = ""] = splitArguments(data, { limit: 2 });
  checkOptions("WaitExten", options, ["m"]);
  const thread = engine.thread(channel);
  const given = Number(seconds);
  const limit = seconds !== "" && given > 0 ? given * 1_000 : thread.responseTimeout;
  const result = await waitForDigit(pbx, channel, limit);
  if (result === "hangup") return "hangup";
  if (result !== "elapsed") return result;

  const { context, exten, priority } = channel.position;
  if (engine.exists(channel, { context, exten, priority: priority + 1 })) return "continue";
  if (engine.exists(channel, { context, exten: "t", priority: 1 })) {
    channel.goTo({ context, exten: "t", priority: 1 });
    return "continue";
  }
  if (!engine.exists(channel, { context, exten: "e", priority: 1 })) return "hangup";
  thread.exception = { reason: "RESPONSETIMEOUT", context, exten, priority };
  channel.goTo({ context, exten: "e", priority: 1 });
  return "continue";
}

/** `Read(variable,files,most digits,options,attempts,seconds)` (`app_read.c`). */
async function read(call: ApplicationCall): Promise<ApplicationResult> {
  const { pbx, channel, data, engine } = call;
  const [variable = "", files = "", most = "", options = "", attempts = "", seconds = ""] = splitArguments(data, {
    limit: 6,
  });
  checkOptions("Read", options, ["s", "n"]);
  if (variable === "") return setStatus(channel, "READSTATUS", "ERROR");
  if (channel.state !== "Up") {
    if (options.includes("s")) return setStatus(channel, "READSTATUS", "SKIPPED");
    if (!options.includes("n") && !await answerAndListen(pbx, channel)) return "hangup";
  }
  const { digitTimeout, responseTimeout } = engine.thread(channel);
  const limit = Number(seconds) > 0 ? Number(seconds) * 1_000 : undefined;
  const maxDigits = Number(most) > 0 ? Math.min(Number(most), 255) : 255;
  const prompts = files === "" ? [] : files.split("&");
  let entry: Entry = { digits: "", status: "TIMEOUT" };
  for (let attempt = Math.max(1, Number(attempts) || 1); attempt > 0; attempt--) {
    // deno-lint-ignore no-await-in-loop -- one attempt after the other.
    entry = await readOnce(call, prompts, { maxDigits, first: limit ?? responseTimeout, next: limit ?? digitTimeout });
    if (entry.status !== "TIMEOUT" || entry.digits !== "") break;
  }
  channel.setVariable(variable, entry.digits);
  setStatus(channel, "READSTATUS", entry.status);
  return channel.isHungUp ? "hangup" : "continue";
}

interface Entry {
  readonly digits: string;
  readonly status: "OK" | "TIMEOUT" | "HANGUP";
}

async function readOnce(
  { pbx, channel }: ApplicationCall,
  prompts: readonly string[],
  options: { maxDigits: number; first: number; next: number },
): Promise<Entry> {
  let digits = "";
  let wait: DigitWait = "elapsed";
  for (const name of prompts) {
    const length = pbx.sounds.length(name);
    if (length === undefined) continue;
    // deno-lint-ignore no-await-in-loop -- one prompt after the other.
    wait = await playUntilDigit(pbx, channel, { name, length }, () => true);
    if (wait !== "elapsed") break;
  }
  while (true) {
    if (wait === "hangup") return { digits, status: "HANGUP" };
    if (wait !== "elapsed") {
      if (wait.digit === "#") return { digits, status: "OK" };
      digits += wait.digit;
      if (digits.length >= options.maxDigits) return { digits, status: "OK" };
    }
    // deno-lint-ignore no-await-in-loop -- one digit after the other.
    wait = await waitForDigit(pbx, channel, digits === "" ? options.first : options.next);
    if (wait === "elapsed") return { digits, status: "TIMEOUT" };
  }
}

function setStatus(channel: ApplicationCall["channel"], variable: string, value: string): ApplicationResult {
  channel.setVariable(variable, value);
  return "continue";
}

function checkOptions(application: string, options: string, known: readonly string[]): void {
  let rest = options.replaceAll(/[ &]/g, "");
  for (const option of known.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(option, "");
  if (rest === "") return;
  throw new NotSimulatedError(
    `Cannot run application "${application}" with options "${options}": use ${known.join(", ")} or none`,
  );
}
