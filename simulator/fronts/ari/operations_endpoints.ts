import type { Endpoint, EndpointLine } from "../../core/endpoints.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { acceptedResponse, jsonResponse, Refusal } from "./responses.ts";
import { toEndpoint } from "./snapshots.ts";

/** Operations of the resource `endpoints`. */
export const endpointOperations: OperationHandlers = {
  "endpoints.list": list,
  "endpoints.listByTech": listByTech,
  "endpoints.get": get,
  "endpoints.sendMessage": (call) => {
    const variables = readVariables(call);
    return sendMessage(call, call.parameters.string("to") ?? "", variables);
  },
  "endpoints.sendMessageToEndpoint": (call) => {
    const { technology, resource } = findEndpoint(call);
    const variables = readVariables(call);
    return sendMessage(call, `${technology.toLowerCase()}:${resource}`, variables);
  },
  "endpoints.refer": (call) => {
    readVariables(call);
    return refer(call, call.parameters.string("to") ?? "");
  },
  "endpoints.referToEndpoint": (call) => {
    const { technology, resource } = findEndpoint(call);
    readVariables(call);
    return refer(call, `${technology.toLowerCase()}:${resource}`);
  },
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, pbx.endpoints.list().map(({ snapshot }) => toEndpoint(snapshot)));
}

function listByTech({ pbx, parameters }: OperationCall): Response {
  const tech = parameters.path("tech");
  // Here, unlike elsewhere, the case counts.
  if (tech.includes("/") || !pbx.hasEndpointSource(tech)) {
    throw new Refusal(404, `No Endpoints found - invalid tech ${tech}`);
  }
  const endpoints = pbx.endpoints.list().filter((endpoint) => endpoint.technology === tech);
  return jsonResponse(200, endpoints.map(({ snapshot }) => toEndpoint(snapshot)));
}

function get(call: OperationCall): Response {
  return jsonResponse(200, toEndpoint(findEndpoint(call).snapshot));
}

function findEndpoint({ pbx, parameters }: OperationCall): Endpoint {
  const technology = pbx.technologies.get(parameters.path("tech"))?.name ?? "";
  const endpoint = pbx.endpoints.get(`${technology}/${parameters.path("resource")}`);
  if (endpoint === undefined) throw new Refusal(404, "Endpoint not found");
  return endpoint;
}

/** Sends a text, once it is clear that somebody is there; whether it arrives nobody is told. */
function sendMessage(call: OperationCall, to: string, variables: Readonly<Record<string, string>>): Response {
  const { parameters } = call;
  findLine(call, to).takeMessage({
    from: parameters.string("from") ?? "",
    to,
    body: parameters.string("body") ?? "",
    variables,
  });
  return acceptedResponse();
}

function refer(call: OperationCall, to: string): Response {
  findLine(call, to).takeRefer(call.parameters.string("refer_to") ?? "");
  return acceptedResponse();
}

/** Who is at `technology:resource`, and can be reached. */
function findLine({ pbx }: OperationCall, to: string): EndpointLine {
  if (to === "") throw new Refusal(400, "To must be specified");
  const colon = to.indexOf(":");
  const technology = pbx.technologies.get(colon < 0 ? "" : to.slice(0, colon))?.name ?? "";
  const endpoint = pbx.endpoints.get(`${technology}/${to.slice(colon + 1)}`);
  if (endpoint?.line === undefined || endpoint.state !== "online") throw new Refusal(404, "Endpoint not found");
  return endpoint.line;
}

/** What is no object of variables counts for none. */
function readVariables({ parameters }: OperationCall): Readonly<Record<string, string>> {
  const variables = parameters.json("variables");
  if (typeof variables !== "object" || variables === null || Array.isArray(variables)) return {};
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value !== "string") throw new Refusal(400, "Only string values in the 'variables' object allowed");
    texts[name] = value;
  }
  return texts;
}
