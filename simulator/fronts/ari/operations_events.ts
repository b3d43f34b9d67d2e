import type { BridgeSnapshot, ChannelSnapshot, EndpointSnapshot } from "../../core/facts.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `events` (`res/ari/resource_events.c`). */
export const eventOperations: OperationHandlers = {
  "events.userEvent": userEvent,
  "events.claimChannel": claimChannel,
};

function userEvent({ pbx, parameters }: OperationCall): Response {
  const application = parameters.string("application");
  if (!application) throw new Refusal(400, "Missing parameter application");
  if (pbx.stasis.get(application) === undefined) throw new Refusal(404, "Application not found");
  const fields = userEventFields(parameters.body);
  if (fields === undefined) throw new Refusal(500, "Error processing request");
  let objects: UserEventObjects = {};
  // Of several objects of a kind, the last one is told.
  for (const uri of parameters.list("source")) objects = { ...objects, ...findObject(pbx, uri) };
  pbx.publish({ kind: "user-event", name: parameters.path("eventName"), fields, application, ...objects });
  return emptyResponse();
}

/** The event's fields, none when there is no `variables`, and `undefined` when that is no object. */
function userEventFields(body: unknown): Record<string, unknown> | undefined {
  const variables = typeof body === "object" && body !== null && "variables" in body ? body.variables : {};
  return typeof variables === "object" && variables !== null && !Array.isArray(variables)
    ? { ...variables }
    : undefined;
}

interface UserEventObjects {
  readonly channel?: ChannelSnapshot;
  readonly bridge?: BridgeSnapshot;
  readonly endpoint?: EndpointSnapshot;
}

function findObject(pbx: OperationCall["pbx"], uri: string): UserEventObjects {
  if (uri.startsWith("channel:")) {
    const channel = pbx.channels.get(uri.slice("channel:".length))?.snapshot;
    if (channel !== undefined) return channel.isHidden ? {} : { channel };
  } else if (uri.startsWith("endpoint:")) {
    // Asterisk does not look at the case of the technology here.
    const [technology = "", resource] = uri.slice("endpoint:".length).split("/", 2);
    const endpoint = pbx.endpoints.list().map(({ snapshot }) => snapshot).find((candidate) => {
      return candidate.technology.toLowerCase() === technology.toLowerCase() && candidate.resource === resource;
    });
    if (endpoint !== undefined) return { endpoint };
  } else if (uri.startsWith("bridge:")) {
    const bridge = pbx.bridges.get(uri.slice("bridge:".length))?.snapshot;
    if (bridge !== undefined) return { bridge };
  } else {
    throw new Refusal(400, "Invalid event source URI scheme");
  }
  throw new Refusal(422, "Event source was not found");
}

function claimChannel({ pbx, parameters }: OperationCall): Response {
  const channelId = parameters.string("channelId");
  if (!channelId) throw new Refusal(400, "channelId parameter is required");
  const application = parameters.string("application");
  if (!application) throw new Refusal(400, "application parameter is required");
  switch (pbx.broadcasts.claim(channelId, application)) {
    case "claimed":
      return emptyResponse();
    case "not-found":
      throw new Refusal(404, "Channel not found or not in broadcast state");
    case "taken":
      throw new Refusal(409, "Channel has already been claimed by another application");
  }
}
