import { isTrueCondition, splitArguments } from "../../../config/mod.ts";
import type { Channel } from "../../core/channel.ts";
import type { ApplicationCall, ApplicationResult, DialplanApplication, DialplanEngine } from "../application.ts";
import type { GosubFrame } from "../channel_thread.ts";
import { parseJump } from "../jump.ts";

/** `Gosub` and those that go with it (`app_stack.c`). */
export const subroutineApplications: Readonly<Record<string, DialplanApplication>> = {
  Gosub: (call) => gosub(call, call.data),
  GosubIf: (call) => {
    const { condition, then, otherwise } = splitGosubIf(call.data);
    const target = isTrueCondition(condition) ? then : otherwise;
    return target === "" ? "continue" : gosub(call, target);
  },
  Return: returnFrom,
  StackPop: ({ engine, channel }) => {
    const frame = engine.thread(channel).frames.pop();
    if (frame !== undefined) restore(channel, frame);
    return "continue";
  },
};

/** Calls a subroutine: `[[context,]extension,]priority[(arguments)]`. What is not there ends the call. */
function gosub({ engine, channel }: ApplicationCall, text: string): ApplicationResult {
  const { priority } = channel.position;
  return enterSubroutine(engine, channel, text, priority + 1) ? "continue" : "hangup";
}

/** Goes into a subroutine that comes back to a priority of the present extension; gives `false` where it is not there. */
export function enterSubroutine(engine: DialplanEngine, channel: Channel, text: string, back: number): boolean {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const target = open < 0 ? text : text.slice(0, open);
  const args = open < 0 ? [] : splitArguments(text.slice(open + 1, close < open ? undefined : close), { raw: true });
  const destination = parseJump(engine, channel, target);
  if (destination === undefined || !engine.exists(channel, destination)) return false;

  const { context, exten } = channel.position;
  const thread = engine.thread(channel);
  const frame: GosubFrame = { back: { context, exten, priority: back }, hidden: new Map() };
  const outer = thread.frames.length === 0 ? 0 : Number(channel.variables.get("ARGC") ?? 0);
  thread.frames.push(frame);
  args.forEach((value, index) => setLocal(channel, frame, `ARG${index + 1}`, value));
  // Arguments of the calling subroutine do not shine through.
  for (let index = args.length + 1; index <= outer; index++) setLocal(channel, frame, `ARG${index}`, "");
  setLocal(channel, frame, "ARGC", String(args.length));
  channel.goTo(destination);
  return true;
}

/** Sets a variable for as long as a subroutine lasts. */
export function setLocal(channel: Channel, frame: GosubFrame, name: string, value: string): void {
  if (!frame.hidden.has(name)) frame.hidden.set(name, channel.variables.get(name));
  channel.setVariable(name, value);
}

function returnFrom({ engine, channel, data }: ApplicationCall): ApplicationResult {
  const frame = engine.thread(channel).frames.pop();
  if (frame === undefined) return "hangup";
  restore(channel, frame);
  channel.goTo(frame.back);
  channel.setVariable("GOSUB_RETVAL", data);
  return "continue";
}

function restore(channel: Channel, { hidden }: GosubFrame): void {
  for (const [name, value] of hidden) {
    if (value === undefined) channel.variables.delete(name);
    else channel.variables.set(name, value);
  }
}

/** A colon within the parentheses of the arguments does not separate. */
function splitGosubIf(data: string): { condition: string; then: string; otherwise: string } {
  const question = data.indexOf("?");
  if (question < 0) return { condition: data, then: "", otherwise: "" };
  const [then = "", ...otherwise] = splitArguments(data.slice(question + 1), { raw: true, separator: ":", limit: 2 });
  return { condition: data.slice(0, question), then, otherwise: otherwise.join(":") };
}
