import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toEndpoint } from "./snapshots.ts";

/** Operations of the resource `endpoints`. */
export const endpointOperations: OperationHandlers = {
  "endpoints.list": list,
  "endpoints.listByTech": listByTech,
  "endpoints.get": get,
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

function get({ pbx, parameters }: OperationCall): Response {
  const technology = pbx.technologies.get(parameters.path("tech"))?.name ?? "";
  const endpoint = pbx.endpoints.get(`${technology}/${parameters.path("resource")}`);
  if (endpoint === undefined) throw new Refusal(404, "Endpoint not found");
  return jsonResponse(200, toEndpoint(endpoint.snapshot));
}
