import { subscribe, type SubscriptionResult, unsubscribe } from "../../core/event_sources.ts";
import type { StasisApp } from "../../core/stasis_app.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toApplication } from "./snapshots.ts";

/** Operations of the resource `applications` (`res/ari/resource_applications.c`). */
export const applicationOperations: OperationHandlers = {
  "applications.list": list,
  "applications.get": get,
  "applications.subscribe": (call) => {
    return changeSubscriptions(call, "Event source does not exist", (app, uris) => subscribe(call.pbx, app, uris));
  },
  "applications.unsubscribe": (call) => {
    return changeSubscriptions(call, "Event source was not subscribed to", unsubscribe);
  },
  "applications.filter": filter,
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, pbx.stasis.list().map(toApplication));
}

function get(call: OperationCall): Response {
  return jsonResponse(200, toApplication(findApplication(call)));
}

function changeSubscriptions(
  call: OperationCall,
  notFound: string,
  change: (app: StasisApp, uris: readonly string[]) => SubscriptionResult,
): Response {
  const uris = call.parameters.list("eventSource");
  if (uris.length === 0) throw new Refusal(400, "Missing parameter eventSource");
  const app = findApplication(call);
  const result = change(app, uris);
  switch (result) {
    case "done":
      return jsonResponse(200, toApplication(app));
    case "unknown-scheme":
      throw new Refusal(400, "Invalid event source URI scheme");
    case "not-found":
      throw new Refusal(422, notFound);
    case "unanswered":
      throw new Refusal(501, "Method not implemented");
    default:
      throw new Error(`Unreachable: ${result satisfies never}`);
  }
}

function filter(call: OperationCall): Response {
  const app = findApplication(call);
  if (!app.filter.set(call.parameters.body)) throw new Refusal(400, "Invalid format definition");
  return jsonResponse(200, toApplication(app));
}

function findApplication({ pbx, parameters }: OperationCall): StasisApp {
  const app = pbx.stasis.get(parameters.path("applicationName"));
  if (app === undefined) throw new Refusal(404, "Application not found");
  return app;
}
