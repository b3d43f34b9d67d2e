import { snoop, type SnoopDirection } from "../../core/snoop.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toChannel } from "./snapshots.ts";

/** Operations of the resource `channels` that listen to channels. */
export const channelSnoopOperations: OperationHandlers = {
  "channels.snoopChannel": (call) => snoopFor(call, call.parameters.string("snoopId")),
  "channels.snoopChannelWithId": (call) => snoopFor(call, call.parameters.path("snoopId")),
};

function snoopFor({ pbx, parameters }: OperationCall, id: string | undefined): Response {
  const spy = readDirection(parameters.string("spy"), "spy");
  const whisper = readDirection(parameters.string("whisper"), "whisper");
  if (spy === undefined && whisper === undefined) {
    throw new Refusal(400, "Direction must be specified for at least spy or whisper");
  }
  const app = parameters.string("app");
  if (!app) throw new Refusal(400, "Application name is required");
  const spied = pbx.findChannel(parameters.path("channelId"));
  if (spied === undefined) throw new Refusal(404, "Provided channel was not found");
  const appArgs = parameters.string("appArgs");
  const channel = snoop(pbx, { spied, spy, whisper, data: appArgs ? `${app},${appArgs}` : app, id: id || undefined });
  if (channel === undefined) throw new Refusal(500, "Snoop channel could not be created");
  return jsonResponse(200, toChannel(channel.snapshot));
}

function readDirection(text: string | undefined, name: string): SnoopDirection | undefined {
  if (!text || text === "none") return undefined;
  if (text === "both" || text === "in" || text === "out") return text;
  throw new Refusal(400, `Invalid direction specified for ${name}`);
}
