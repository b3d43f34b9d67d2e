import type { ApplicationCall, ApplicationResult, DialplanApplication } from "../application.ts";
import { splitArguments } from "../../../config/mod.ts";

/** Applications that set variables, and those that only say something. */
export const variableApplications: Readonly<Record<string, DialplanApplication>> = {
  Set: (call) => set(call, call.data),
  MSet: (call) => {
    for (const pair of splitArguments(call.data)) set(call, pair);
    return "continue";
  },
  NoOp: () => "continue",
  Verbose: () => "continue",
  Log: () => "continue",
  UserEvent: userEvent,
};

function set({ engine, channel }: ApplicationCall, pair: string): ApplicationResult {
  const equals = pair.indexOf("=");
  if (equals < 0) return "continue"; // Asterisk warns, and goes on.
  engine.write(pair.slice(0, equals), pair.slice(equals + 1), channel);
  return "continue";
}

/** `UserEvent(name,Key: value,…)`: whoever hears of the channel is told. */
function userEvent({ pbx, channel, data }: ApplicationCall): ApplicationResult {
  const [name = "", ...body] = splitArguments(data);
  const fields: Record<string, string> = {};
  for (const line of body) {
    const colon = line.indexOf(":");
    if (colon >= 0) fields[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  pbx.publish({ kind: "user-event", name, fields, channel: channel.snapshot });
  return "continue";
}
