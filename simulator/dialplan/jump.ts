import type { Channel } from "../core/channel.ts";
import type { DialplanPlace } from "../core/dialplan_runner.ts";
import type { DialplanEngine } from "./application.ts";

/**
 * Reads `[[context,]extension,]priority`, where the priority is a number, a label, or a number of steps from here (`+2`,
 * `-1`); gives `undefined` where Asterisk finds no such label (`pbx_parseable_goto`).
 */
export function parseJump(engine: DialplanEngine, channel: Channel, text: string): DialplanPlace | undefined {
  const parts = splitJump(text);
  const position = channel.position;
  const context = parts.context || position.context;
  const exten = parts.exten || position.exten;
  const priority = parsePriority(parts.priority, position.priority) ??
    engine.labelOf(channel, context, exten, parts.priority);
  return priority === undefined ? undefined : { context, exten, priority };
}

/** Sends the channel to where a text says; gives `false` where there is no such label. */
export function jump(engine: DialplanEngine, channel: Channel, text: string): boolean {
  const destination = parseJump(engine, channel, text);
  if (destination === undefined) return false;
  channel.goTo(destination);
  return true;
}

/** Splits a condition, what follows when it holds, and what when it does not: `condition?then:else`. */
export function splitChoice(data: string): { condition: string; then: string; otherwise: string } {
  const question = data.indexOf("?");
  if (question < 0) return { condition: data, then: "", otherwise: "" };
  const branches = data.slice(question + 1);
  const colon = branches.indexOf(":");
  return {
    condition: data.slice(0, question),
    then: colon < 0 ? branches : branches.slice(0, colon),
    otherwise: colon < 0 ? "" : branches.slice(colon + 1),
  };
}

function splitJump(text: string): { context: string; exten: string; priority: string } {
  const parts = text.split(",");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 1) return { context: "", exten: "", priority: first };
  if (parts.length === 2) return { context: "", exten: first, priority: second };
  return { context: first, exten: second, priority: third };
}

/** A number of a step, or a number of steps from `current`; `undefined` for what is neither. */
function parsePriority(text: string, current: number): number | undefined {
  const match = /^\s*([-+]?)(\d+)/.exec(text);
  if (match === null) return undefined;
  const number = Number(match[2]);
  if (match[1] === "") return number > 0 ? number : undefined;
  return match[1] === "+" ? current + number : current - number;
}
