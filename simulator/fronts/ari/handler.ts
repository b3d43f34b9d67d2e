import { systemClock } from "../../../_internal/clock.ts";
import type { WebSocketLike } from "../../../_internal/transport.ts";
import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Operation } from "../../../ari/operation.ts";
import type { Pbx } from "../../core/pbx.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import { apiDocument } from "./api_docs.ts";
import { EventSocket, parseApplications } from "./event_socket.ts";
import type { OperationHandlers } from "./operation_call.ts";
import { applicationOperations } from "./operations_applications.ts";
import { asteriskOperations } from "./operations_asterisk.ts";
import { bridgeOperations } from "./operations_bridges.ts";
import { channelOperations } from "./operations_channels.ts";
import { channelCallOperations } from "./operations_channel_calls.ts";
import { channelMediaOperations } from "./operations_channel_media.ts";
import { channelRouteOperations } from "./operations_channel_routes.ts";
import { channelVariableOperations } from "./operations_channel_variables.ts";
import { deviceStateOperations } from "./operations_device_states.ts";
import { endpointOperations } from "./operations_endpoints.ts";
import { eventOperations } from "./operations_events.ts";
import { mailboxOperations } from "./operations_mailboxes.ts";
import { moduleOperations } from "./operations_modules.ts";
import { playbackOperations } from "./operations_playbacks.ts";
import { recordingOperations } from "./operations_recordings.ts";
import { soundOperations } from "./operations_sounds.ts";
import { Parameters, readBody } from "./parameters.ts";
import { emptyResponse, htmlResponse, jsonResponse, Refusal } from "./responses.ts";
import { findRoute } from "./router.ts";
import { authenticate, type User } from "./users.ts";

/** Turns a request into a WebSocket; the response is what the server must answer. */
export type Upgrade = (request: Request, options: { protocol?: string }) => {
  readonly socket: WebSocketLike;
  readonly response: Response;
};

/** What an {@linkcode AriFront} is made from. */
export interface AriFrontOptions {
  /** The PBX that it shows. */
  readonly pbx: Pbx;
  /** Where everything is written down. */
  readonly journal: JournalRecorder;
  /** Who may use it. */
  readonly users: readonly User[];
}

/** How long clients have for their half of the close handshake, in real milliseconds. */
const closeTimeLimit = 1_000;

/** The id of this Asterisk in events. */
const entityId = "02:00:00:00:00:01";

const handlers: OperationHandlers = {
  ...applicationOperations,
  ...asteriskOperations,
  ...bridgeOperations,
  ...channelCallOperations,
  ...channelMediaOperations,
  ...channelOperations,
  ...channelRouteOperations,
  ...channelVariableOperations,
  ...deviceStateOperations,
  ...endpointOperations,
  ...eventOperations,
  ...mailboxOperations,
  ...moduleOperations,
  ...playbackOperations,
  ...recordingOperations,
  ...soundOperations,
};

/** The REST interface and its events WebSocket, as a plain handler of requests (`res_ari.c`). */
export class AriFront {
  readonly #options: AriFrontOptions;
  readonly #sockets = new Set<EventSocket>();
  #requests = 0;

  constructor(options: AriFrontOptions) {
    this.#options = options;
  }

  /** The events WebSockets that are open. */
  get sockets(): ReadonlySet<EventSocket> {
    return this.#sockets;
  }

  /** Answers one request. */
  async handle(request: Request, upgrade: Upgrade): Promise<Response> {
    const { journal, pbx } = this.#options;
    const url = new URL(request.url);
    const { method } = request;
    const number = ++this.#requests;
    const path = redact(url);
    journal.add({ face: "rest", kind: "request", request: number, method, path });

    const { response, operation, message } = await this.#answer(request, url, upgrade);
    const isUpgrade = operation === "events.eventWebsocket" && message === undefined && response.ok;
    journal.add({
      face: "rest",
      kind: "response",
      request: number,
      method,
      path,
      status: isUpgrade ? 101 : response.status,
      ...(operation !== undefined && { operation }),
      ...(message !== undefined && { message }),
    });
    if (!isUpgrade) response.headers.set("Date", new Date(pbx.clock.now()).toUTCString());
    return response;
  }

  /** Closes the WebSockets that are open, and gives their clients a moment to agree. */
  async close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = systemClock.schedule(closeTimeLimit, resolve);
    await Promise.race([late, Promise.all([...this.#sockets].map((socket) => socket.close()))]);
  }

  async #answer(request: Request, url: URL, upgrade: Upgrade): Promise<Answer> {
    const { method } = request;
    if (url.pathname !== "/ari" && !url.pathname.startsWith("/ari/")) {
      return { response: htmlResponse(404, "The requested URL was not found on this server.") };
    }
    const path = url.pathname.slice("/ari/".length);
    // The order of these checks is Asterisk's (ast_ari_callback and ast_ari_invoke).
    const body = await readBody(request).catch(asRefusal);
    if (body instanceof Refusal) return refuse(body);
    const user = authenticate(request, url.searchParams, this.#options.users);
    if (user === undefined) {
      const headers = { "WWW-Authenticate": 'Basic realm="Asterisk REST Interface"' };
      return refuse(new Refusal(401, "Authentication required", headers));
    }
    if (user.readOnly && method !== "GET" && method !== "OPTIONS") {
      return refuse(new Refusal(403, "Write access denied"));
    }
    if (path.endsWith("/")) {
      return refuse(new Refusal(404, `ARI URLs do not end with a slash. Try /ari/${path.slice(0, -1)}`));
    }
    if (path === "api-docs" || path.startsWith("api-docs/")) return this.#answerDocument(method, path, url);

    const route = findRoute(path);
    if (route === undefined) return refuse(new Refusal(404, "Resource not found"));
    if (method === "OPTIONS") return { response: emptyResponse({ Allow: route.allow }) };
    const operation = route.operations.get(method);
    if (operation === undefined) return refuse(new Refusal(405, "Invalid method", { Allow: route.allow }));
    if (operation.id === "events.eventWebsocket") return this.#openSocket(request, url, upgrade);
    return await this.#run(
      operation,
      new Parameters(operation, { path: route.parameters, query: url.searchParams, body }),
    );
  }

  #answerDocument(method: string, path: string, url: URL): Answer {
    if (method !== "GET") return refuse(new Refusal(405, "Unsupported method"));
    const document = apiDocument(path.slice("api-docs/".length), { host: url.host });
    if (document === undefined) return refuse(new Refusal(404, "Resource not found"));
    return { response: jsonResponse(200, document) };
  }

  async #run(operation: Operation & { id: OperationId }, parameters: Parameters): Promise<Answer> {
    const { pbx, journal } = this.#options;
    const { id } = operation;
    try {
      parameters.check();
      const handler = handlers[id];
      if (handler === undefined) throw notSimulated(id);
      return { response: await handler({ pbx, parameters, entityId }), operation: id };
    } catch (error) {
      if (error instanceof Refusal) return { ...refuse(error), operation: id };
      if (!(error instanceof NotSimulatedError)) throw error;
      journal.add({ face: "simulator", kind: "not-simulated", message: error.message });
      return { ...refuse(new Refusal(501, error.message)), operation: id };
    }
  }

  #openSocket(request: Request, url: URL, upgrade: Upgrade): Answer {
    const operation = "events.eventWebsocket";
    const refused = (status: number, message: string): Answer => {
      return { response: htmlResponse(status, message), operation, message };
    };
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return refused(426, "");
    const protocols = request.headers.get("sec-websocket-protocol")?.split(",").map((protocol) => protocol.trim());
    if (protocols !== undefined && !protocols.includes("ari")) return refused(400, "");
    // Of several "app" parameters the first one counts, unlike everywhere else.
    const app = url.searchParams.get("app");
    if (!app) return refused(400, "HTTP request is missing param: [app]");
    const applications = parseApplications(app);
    if (applications === undefined) return refused(500, "Stasis app registration failed");

    const subscribesAll = /^(?:yes|true|y|t|1|on)$/i.test(url.searchParams.get("subscribeAll") ?? "");
    const { socket, response } = upgrade(request, protocols === undefined ? {} : { protocol: "ari" });
    const { pbx, journal } = this.#options;
    const eventSocket = new EventSocket(socket, pbx, journal, { applications, subscribesAll, entityId });
    this.#sockets.add(eventSocket);
    socket.addEventListener("close", (event) => {
      this.#sockets.delete(eventSocket);
      eventSocket.onClose(event instanceof CloseEvent ? event.code : 1006);
    });
    return { response, operation };
  }
}

interface Answer {
  readonly response: Response;
  readonly operation?: string;
  readonly message?: string;
}

function refuse({ status, message, headers }: Refusal): Answer {
  return { response: jsonResponse(status, { message }, headers), message };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

function notSimulated(id: OperationId): NotSimulatedError {
  return new NotSimulatedError(`Cannot run ${id}: not simulated yet, test what needs it on a real Asterisk`);
}

/** Path and query without secrets. */
function redact(url: URL): string {
  if (!url.searchParams.has("api_key")) return `${url.pathname}${url.search}`;
  const query = url.search.slice(1).split("&").map((pair) => {
    const name = new URLSearchParams(pair).keys().next().value;
    return name === "api_key" ? "api_key=***" : pair;
  });
  return `${url.pathname}?${query.join("&")}`;
}
