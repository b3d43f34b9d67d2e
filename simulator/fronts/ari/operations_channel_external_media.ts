import { bareName } from "../../core/channel_variables.ts";
import { isFormat } from "../../core/formats.ts";
import type { Pbx } from "../../core/pbx.ts";
import { splitHostAndPort } from "../../core/host_and_port.ts";
import { NotSimulatedError } from "../../errors.ts";
import { defaultTimeout, isTooLong, placeCall } from "./call_placement.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import type { Parameters } from "./parameters.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toChannel } from "./snapshots.ts";
import { readVariables } from "./variables_field.ts";

/** Operations of the resource `channels` that send sound to other programs. */
export const channelExternalMediaOperations: OperationHandlers = {
  "channels.externalMedia": externalMedia,
};

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function externalMedia({ pbx, parameters }: OperationCall): Response {
  const variables = readVariables(parameters.json("variables"));
  const app = parameters.string("app");
  if (!app) throw new Refusal(400, "app cannot be empty");
  const { encapsulation, transport, host } = readConnection(pbx, parameters);
  const format = parameters.string("format");
  if (!format) throw new Refusal(400, "format cannot be empty");
  const direction = parameters.string("direction");
  if (direction && !["both", "in", "out"].includes(direction)) throw new Refusal(400, "Invalid direction specified");
  const data = parameters.string("data");
  const way = `${encapsulation}/${transport}`.toLowerCase();
  if (way === "audiosocket/tcp" && !data) throw new Refusal(400, "data can not be empty");
  const isKnown = way === "rtp/udp" || way === "audiosocket/tcp" || way === "none/websocket";
  if (!isKnown) throw new Refusal(501, "The encapsulation and/or transport is not supported");

  const id = parameters.string("channelId");
  // Whatever goes wrong from here on, Asterisk says no more than that.
  if (isTooLong(id) || !isFormat(format) || (way === "audiosocket/tcp" && !uuidPattern.test(data ?? ""))) {
    throw internalError();
  }
  if (way !== "rtp/udp") {
    throw new NotSimulatedError(
      `Cannot send external media by ${way}: only rtp/udp is simulated, test what needs it on a real Asterisk`,
    );
  }
  const result = placeCall(pbx, {
    technology: "UnicastRTP",
    address: `${host}/c(${format})`,
    id,
    variables,
    app,
    timeout: defaultTimeout,
    then: { kind: "stasis", data: data ? `${app},${data}` : app },
  });
  if (result.kind !== "created") throw internalError();
  const { snapshot, variables: set } = result.channel;
  const all = [...set.newestFirst()].map(({ fullName, value }) => [bareName(fullName), value]);
  return jsonResponse(200, { ...toChannel(snapshot), channelvars: Object.fromEntries(all) });
}

/** Where the sound goes, and how, after the checks that Asterisk makes, in its order. */
function readConnection(
  pbx: Pbx,
  parameters: Parameters,
): { encapsulation: string; transport: string; host: string } {
  const transport = parameters.string("transport") || "udp";
  const encapsulation = parameters.string("encapsulation") || "rtp";
  const connectionType = parameters.string("connection_type") || "client";
  const host = parameters.string("external_host");
  const isWebSocket = transport === "websocket";
  if (isWebSocket && encapsulation !== "none") {
    throw new Refusal(400, "encapsulation must be 'none' for websocket transport");
  }
  if (encapsulation === "rtp" && transport !== "udp") {
    throw new Refusal(400, "transport must be 'udp' for rtp encapsulation");
  }
  if (encapsulation === "audiosocket" && transport !== "tcp") {
    throw new Refusal(400, "transport must be 'tcp' for audiosocket encapsulation");
  }
  if (!isWebSocket && connectionType === "server") {
    throw new Refusal(400, "'server' connection_type can only be used with the websocket transport");
  }
  if (!host && connectionType === "client") {
    throw new Refusal(400, "external_host is required for all but websocket server connections");
  }
  if (isWebSocket && connectionType === "client" && !pbx.webSocketClients.has(host ?? "")) {
    throw new Refusal(400, "external_host must be a valid websocket_client connection id.");
  }
  if (!isWebSocket && splitHostAndPort(host || "INCOMING") === undefined) {
    throw new Refusal(400, "external_host must be <host>:<port> for all transports other than websocket");
  }
  return { encapsulation, transport, host: host || "INCOMING" };
}

function internalError(): Refusal {
  return new Refusal(500, "An internal error prevented this request from being handled");
}
