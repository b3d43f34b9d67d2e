import type { Channel } from "../../core/channel.ts";
import type { RequestResult } from "../../core/channel_technology.ts";
import { isFormat } from "../../core/formats.ts";
import type { Origination } from "../../core/originate.ts";
import type { Pbx } from "../../core/pbx.ts";
import { defaultTimeout, isTooLong, maxIdLength, placeCall, setUpCall } from "./call_placement.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import type { Parameters } from "./parameters.ts";
import { allocationFailed, jsonResponse, Refusal } from "./responses.ts";
import { toChannel } from "./snapshots.ts";
import { readVariables } from "./variables_field.ts";

/** Operations of the resource `channels` that make calls and send them elsewhere. */
export const channelCallOperations: OperationHandlers = {
  "channels.originate": (call) => originateFor(call, call.parameters.string("channelId")),
  "channels.originateWithId": (call) => originateFor(call, call.parameters.path("channelId")),
  "channels.create": create,
};

function originateFor({ pbx, parameters }: OperationCall, channelId: string | undefined): Response {
  const variables = readVariables(parameters.json("variables"));
  const otherId = parameters.string("otherChannelId");
  if ([channelId, otherId].some(isTooLong)) {
    throw new Refusal(400, `Uniqueid length exceeds maximum of ${maxIdLength}`);
  }
  if (!parameters.string("endpoint")) throw new Refusal(400, "Endpoint must be specified");
  const { technology, address } = readEndpoint(parameters);
  const then = readDestination(pbx, parameters);
  const requestor = findRequestor(pbx, parameters);
  checkFormats(parameters);

  const result = placeCall(pbx, {
    technology,
    address,
    id: channelId,
    otherId,
    requestor,
    callerId: parameters.string("callerId"),
    variables,
    app: parameters.string("app"),
    timeout: readTimeout(parameters),
    then,
  });
  return result.kind === "created" ? jsonResponse(200, toChannel(result.channel.snapshot)) : refuseChannel(result);
}

function create({ pbx, parameters }: OperationCall): Response {
  const variables = readVariables(parameters.json("variables"));
  const { technology, address } = readEndpoint(parameters);
  const requestor = pbx.findChannel(parameters.string("originator") ?? "");
  const app = parameters.string("app");
  if (requestor !== undefined && app) pbx.stasis.get(app)?.subscribe("channel", requestor.id);
  if (requestor === undefined) checkFormats(parameters);

  const ids = { id: parameters.string("channelId"), otherId: parameters.string("otherChannelId") };
  const result = pbx.technologies.request(technology, { address, ...ids, requestor });
  if (result.kind !== "created") return refuseChannel(result);
  const { channel } = result;
  setUpCall(pbx, channel, { variables, app, includesPeer: false });
  channel.dialString = address;
  // Two halves whose ids were cut to the same one are found as the second one.
  const { snapshot } = pbx.channels.get(channel.id) ?? channel;
  const appArgs = parameters.string("appArgs");
  // What is not there, C writes as "(null)".
  const data = `${app ?? "(null)"}${appArgs ? `,${appArgs}` : ""}`;
  // A thread of its own.
  queueMicrotask(async () => {
    await pbx.dialplan.execute(channel, "Stasis", data);
    channel.destroy();
  });
  return jsonResponse(200, toChannel(snapshot));
}

/** Splits `PJSIP/alice`, after the checks that come before that. */
function readEndpoint(parameters: Parameters): { technology: string; address: string } {
  if (parameters.string("originator") && parameters.string("formats")) {
    throw new Refusal(400, "Originator and formats can't both be specified");
  }
  const endpoint = parameters.string("endpoint");
  if (!endpoint) throw new Refusal(400, "Endpoint must be specified");
  const [, technology, address] = /^([^/]+)\/(.+)$/s.exec(endpoint) ?? [];
  if (technology === undefined || address === undefined) throw new Refusal(400, "Invalid endpoint specified");
  return { technology, address };
}

function readDestination(pbx: Pbx, parameters: Parameters): Origination["then"] {
  const app = parameters.string("app");
  const appArgs = parameters.string("appArgs");
  if (app) return { kind: "stasis", data: appArgs ? `${app},${appArgs}` : app };
  const exten = parameters.string("extension");
  if (!exten) throw new Refusal(400, "Application or extension must be specified");
  const context = parameters.string("context") || "default";
  return { kind: "dialplan", place: { context, exten, priority: readPriority(pbx, parameters, { context, exten }) } };
}

function readPriority(
  pbx: Pbx,
  parameters: Parameters,
  { context, exten }: { context: string; exten: string },
): number {
  const label = parameters.string("label");
  // A channel begins at priority 1, and what is below that does not move it.
  if (!label) return Math.max(parameters.integer("priority") ?? 1, 1);
  const number = /^\s*[-+]?\d+/.exec(label);
  const priority = number === null
    ? pbx.dialplan.findLabel(context, exten, label, parameters.string("callerId") ?? "")
    : Number(number[0]);
  if (priority === undefined) throw new Refusal(404, "Requested label can not be found");
  if (priority === 0) throw new Refusal(400, "Requested priority is illegal");
  return Math.max(priority, 1);
}

function findRequestor(pbx: Pbx, parameters: Parameters): Channel | undefined {
  const originator = parameters.string("originator");
  if (!originator) return undefined;
  const channel = pbx.findChannel(originator);
  if (channel === undefined) throw new Refusal(400, "Provided originator channel was not found");
  return channel;
}

function checkFormats(parameters: Parameters): void {
  const formats = parameters.string("formats");
  if (!formats) return;
  const unknown = formats.split(",").map((format) => format.trim()).find((format) => !isFormat(format));
  if (unknown !== undefined) throw new Refusal(400, `Provided format (${unknown}) was not found`);
}

function refuseChannel(result: Exclude<RequestResult, { kind: "created" }>): Response {
  if (result.kind === "id-exists") throw new Refusal(409, "Channel with given unique ID already exists");
  return allocationFailed();
}

/** How long it may ring, in milliseconds; without it, as long as it takes. */
function readTimeout(parameters: Parameters): number | undefined {
  const timeout = parameters.integer("timeout") ?? 0;
  if (timeout === -1) return undefined;
  return timeout > 0 ? 1_000 * timeout : defaultTimeout;
}
