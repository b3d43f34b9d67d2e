import { randomUuid } from "../../random.ts";
import type { Channel } from "../../core/channel.ts";
import { causeOfReason } from "../../core/hangup_causes.ts";
import { Playback, schemeNotSimulated } from "../../core/playback.ts";
import type { StasisControl } from "../../core/stasis_control.ts";
import { readVariable } from "../../dialplan/substitute.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toChannel, toPlayback } from "./snapshots.ts";

/** Operations of the resource `channels`. */
export const channelOperations: OperationHandlers = {
  "channels.list": list,
  "channels.get": get,
  "channels.hangup": hangup,
  "channels.continueInDialplan": continueInDialplan,
  "channels.answer": answer,
  "channels.ring": (call) => indicate(call, "ringing"),
  "channels.ringStop": (call) => indicate(call, "none"),
  "channels.progress": (call) => indicate(call, "progress"),
  "channels.sendDTMF": sendDtmf,
  "channels.play": (call) => play(call, call.parameters.string("playbackId")),
  "channels.playWithId": (call) => play(call, call.parameters.path("playbackId")),
  "channels.getChannelVar": getChannelVar,
  "channels.setChannelVar": setChannelVar,
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, [...pbx.channels.values()].map((channel) => toChannel(channel.snapshot)));
}

function get({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.channels.get(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  return jsonResponse(200, toChannel(channel.snapshot));
}

function hangup({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  channel.setHangupCause(requestedCause(parameters.string("reason"), parameters.string("reason_code")));
  // 32 is no hangup cause but the flag AST_SOFTHANGUP_EXPLICIT, which Asterisk puts into the event.
  channel.requestHangup({ cause: 32, soft: true });
  return emptyResponse();
}

function requestedCause(reason: string | undefined, code: string | undefined): number {
  if (reason && code) throw new Refusal(400, "The reason and reason_code can't both be specified");
  if (code) {
    const match = /^\s*[-+]?\d+/.exec(code);
    if (match === null) throw new Refusal(400, "Invalid reason for hangup reason code provided");
    return Number(match[0]);
  }
  const cause = causeOfReason(reason || "normal");
  if (cause === undefined) throw new Refusal(400, "Invalid reason for hangup reason provided");
  return cause;
}

function continueInDialplan(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters, dialplan } = call;
  const { dialplan: current } = control.channel.snapshot;
  const context = parameters.string("context") || current.context;
  const extension = parameters.string("extension");
  const exten = extension || (parameters.string("context") ? "s" : current.exten);

  let priority = parameters.integer("priority") || 0;
  const label = parameters.string("label");
  if (label) {
    const found = /^\s*[-+]?\d/.test(label) ? parseInt(label, 10) : dialplan.findLabel(context, exten, label);
    if (found === undefined) throw new Refusal(404, "Requested label can not be found");
    if (found === 0) throw new Refusal(400, "Requested priority is illegal");
    priority = found;
  } else if (priority === 0) {
    priority = extension || parameters.string("context") ? 1 : current.priority + 1;
  }
  control.queue((channel) => {
    // Asterisk takes a priority below 1 as "stay where you are".
    channel.goTo({ context, exten, priority: priority > 0 ? priority : current.priority });
    control.finish();
    return true;
  });
  return emptyResponse();
}

async function answer(call: OperationCall): Promise<Response> {
  const control = findReadyControl(call);
  if (!await control.send((channel) => channel.answer())) throw new Refusal(500, "Failed to answer channel");
  return emptyResponse();
}

function indicate(call: OperationCall, condition: "ringing" | "progress" | "none"): Response {
  findReadyControl(call).queue((channel) => {
    channel.driver.indicate(condition);
    return true;
  });
  return emptyResponse();
}

function sendDtmf(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters } = call;
  const digits = parameters.string("dtmf");
  if (!digits) throw new Refusal(400, "DTMF is required");
  const timing = {
    before: parameters.integer("before") ?? 0,
    between: parameters.integer("between") || 100,
    duration: parameters.integer("duration") || 100,
    after: parameters.integer("after") ?? 0,
  };
  control.queue((channel) => streamDigits(channel, digits, timing));
  return emptyResponse();
}

interface DigitTiming {
  readonly before: number;
  readonly between: number;
  readonly duration: number;
  readonly after: number;
}

async function streamDigits(channel: Channel, digits: string, timing: DigitTiming): Promise<boolean> {
  if (channel.state !== "Up" && !channel.isHungUp) channel.driver.indicate("progress");
  if (timing.before > 0) await channel.sleep(timing.before);
  // Asterisk keeps quiet for 100 ms before the first digit (dtmf_stream in main/app.c).
  if (await channel.sleep(100) === "hangup") return false;
  for (const digit of digits) {
    // "w" waits half a second and "W" a whole one; Asterisk skips what it does not know.
    const pause = digit === "w" ? 500 : digit === "W" ? 1000 : undefined;
    if (pause === undefined && !/[0-9*#a-dA-D]/.test(digit)) continue;
    // deno-lint-ignore no-await-in-loop -- One digit after the other.
    if (await channel.sleep(pause ?? timing.duration) === "hangup") return false;
    if (pause !== undefined) continue;
    channel.sendDigit(digit, timing.duration);
    // deno-lint-ignore no-await-in-loop -- One digit after the other.
    if (await channel.sleep(timing.between) === "hangup") return false;
  }
  if (timing.after > 0) await channel.sleep(timing.after);
  return true;
}

function play(call: OperationCall, playbackId: string | undefined): Response {
  const control = findReadyControl(call);
  const { pbx, parameters } = call;
  const skip = parameters.integer("skipms") ?? 0;
  const offset = parameters.integer("offsetms") ?? 0;
  if (skip < 0) throw new Refusal(400, "skipms cannot be negative");
  if (offset < 0) throw new Refusal(400, "offsetms cannot be negative");
  const [first, ...more] = parameters.list("media");
  if (!first || more.includes("")) throw new Refusal(500, "Failed to queue media for playback");
  for (const media of [first, ...more]) checkScheme(media);

  const playback = new Playback(pbx, {
    id: playbackId || randomUuid(pbx.random),
    media: [first, ...more],
    target: `channel:${control.channel.id}`,
    language: parameters.string("lang") || control.channel.snapshot.language,
    skip: skip || 3000,
    offset,
  });
  const body = toPlayback(playback.snapshot);
  void control.send(async (channel) => {
    await playback.play(channel);
    return true;
  }).then(() => playback.discard());
  return jsonResponse(201, body, { Location: `/ari/playbacks/${playback.id}` });
}

function checkScheme(media: string): void {
  const scheme = schemeNotSimulated(media);
  if (scheme === undefined) return;
  throw new NotSimulatedError(`Cannot play "${media}": "${scheme}" is not simulated yet, use "sound:" or "digits:"`);
}

function getChannelVar({ pbx, parameters, dialplan }: OperationCall): Response {
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Provided channel was not found");
  const value = readVariable(name, channel, dialplan);
  if (value === undefined) throw new Refusal(404, "Provided variable was not found");
  return jsonResponse(200, { value });
}

async function setChannelVar(call: OperationCall): Promise<Response> {
  const { parameters } = call;
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  const control = findControl(call);
  if (name.endsWith(")")) {
    throw new NotSimulatedError(`Cannot set "${name}": functions are not simulated yet, use a plain variable`);
  }
  const isReported = parameters.boolean("report_events") ?? false;
  const done = await control.send((channel) => {
    if (isReported) channel.reportedVariables.add(name);
    else channel.reportedVariables.delete(name);
    channel.setVariable(name, parameters.string("value"));
    return true;
  });
  if (!done) throw new Refusal(400, "Failed to execute function");
  return emptyResponse();
}

function findControl({ pbx, parameters }: OperationCall): StasisControl {
  const id = parameters.path("channelId");
  const control = pbx.stasis.controls.get(id);
  if (control !== undefined) return control;
  if (pbx.findChannel(id) === undefined) throw new Refusal(404, "Channel not found");
  throw new Refusal(409, "Channel not in Stasis application");
}

/** The control of a channel that is answered or rings for us; one that we have dialled is not ready. */
function findReadyControl(call: OperationCall): StasisControl {
  const control = findControl(call);
  const { state } = control.channel.snapshot;
  if (state === "Down" || state === "Rsrved" || state === "Ringing") throw new Refusal(412, "Channel in invalid state");
  return control;
}
