import { systemClock } from "../../../_internal/clock.ts";
import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Transport } from "../../../_internal/transport.ts";
import type { Pbx } from "../../core/pbx.ts";
import type { HttpAnswer, HttpRequest, Upgrade } from "../../http/http_request.ts";
import type { HttpSettings } from "../../http/http_settings.ts";
import { complete, htmlError } from "../../http/server_response.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import { ApiRelease } from "./api_release.ts";
import type { AriSettings } from "./ari_settings.ts";
import { corsHeaders } from "./cors.ts";
import { EventSession } from "./event_session.ts";
import { checkHandshake, failedRegistration, missingApplication } from "./handshake.ts";
import { InboundSocket } from "./inbound_socket.ts";
import { type Invocation, Invoker } from "./invocation.ts";
import type { OutboundSettings } from "./outbound_settings.ts";
import { OutboundSockets } from "./outbound_sockets.ts";
import { operationHandlers } from "./operation_handlers.ts";
import { readContent } from "./request_content.ts";
import { Refusal, refusalResponse } from "./responses.ts";
import { Router } from "./router.ts";
import { SocketService } from "./socket_service.ts";

/** What an {@linkcode AriFront} is made from. */
export interface AriFrontOptions {
  /** The PBX that it shows. */
  readonly pbx: Pbx;
  /** Where everything is written down. */
  readonly journal: JournalRecorder;
  /** How it behaves. */
  readonly settings: AriSettings;
  /** How the server behaves that it is part of. */
  readonly http: HttpSettings;
  /** The WebSockets that it opens. */
  readonly outbound: readonly OutboundSettings[];
  /** The way to their servers. */
  readonly network: Pick<Transport, "connect">;
}

/** How long clients have for their half of the close handshake, in real milliseconds. */
const closeTimeLimit = 1_000;

/** The id of this Asterisk in events. */
const entityId = "02:00:00:00:00:01";

/** The REST interface and its events WebSocket, as a plain handler of requests (`res_ari.c`). */
export class AriFront {
  readonly #options: AriFrontOptions;
  readonly #api: ApiRelease;
  readonly #invoker: Invoker;
  readonly #sockets = new Set<InboundSocket>();
  readonly #outbound: OutboundSockets;
  #requests = 0;

  constructor(options: AriFrontOptions) {
    const { pbx, journal, settings, http: { prefix } } = options;
    this.#options = options;
    this.#api = new ApiRelease(pbx.release);
    this.#invoker = new Invoker({
      pbx,
      settings,
      prefix,
      api: this.#api,
      router: new Router(
        this.#api.operations.filter(({ resource }) => resource !== "mailboxes" || pbx.mailboxes !== undefined),
      ),
      handlers: operationHandlers,
      entityId,
      onNotSimulated: (message) => journal.add({ face: "simulator", kind: "not-simulated", message }),
    });
    this.#outbound = new OutboundSockets({
      ...settings,
      pbx,
      journal,
      api: this.#api,
      entityId,
      invoker: this.#invoker,
      writeClock: systemClock,
      connect: (address) => options.network.connect(address),
      nextNumber: () => this.#nextNumber(),
      sockets: options.outbound,
    });
    pbx.stasis.perCall = this.#outbound;
  }

  /** Opens the WebSockets that are always there. */
  start(): void {
    this.#outbound.start();
  }

  /** The events WebSockets that are open. */
  get sockets(): ReadonlySet<InboundSocket> {
    return this.#sockets;
  }

  /** Answers one request. */
  async handle(request: HttpRequest, upgrade: Upgrade): Promise<HttpAnswer> {
    const { journal } = this.#options;
    const number = this.#nextNumber();
    const { method, target } = request;
    const path = redact(target);
    journal.add({ face: "rest", kind: "request", request: number, method, path });
    const { answer, operation, message } = await this.#answer(request, upgrade);
    journal.add({
      face: "rest",
      kind: "response",
      request: number,
      method,
      path,
      status: answer.kind === "upgraded" ? 101 : answer.responses[0]?.status ?? 0,
      ...(operation !== undefined && { operation }),
      ...(message !== undefined && { message }),
    });
    return answer;
  }

  /** Closes the WebSockets that are open, and gives the other sides a moment to agree. */
  async close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = systemClock.schedule(closeTimeLimit, resolve);
    await Promise.race([
      late,
      Promise.all([this.#outbound.close(), ...[...this.#sockets].map((socket) => socket.close())]),
    ]);
  }

  async #answer(request: HttpRequest, upgrade: Upgrade): Promise<LoggedAnswer> {
    const { http: { prefix, serverName }, settings } = this.#options;
    const [path = "", query = ""] = splitOnce(request.target, "?");
    const below = pathBelow(`${prefix}/ari`, path);
    if (below === undefined) {
      const text = "The requested URL was not found on this server.";
      return { answer: this.#finish([htmlError(404, text, { reason: "Not Found", serverName })]) };
    }
    const cors = corsHeaders(request.headers, settings.allowedOrigins);
    const invocation = await readInvocation(request, below, query);
    if (invocation instanceof Refusal) {
      const { message, closes } = invocation;
      return { answer: this.#finish([refusalResponse(invocation)], { cors, closes }), message };
    }
    const result = await this.#invoker.invoke(invocation);
    if (result.kind === "websocket") return this.#open(request, invocation.query, upgrade);
    const { response, closes = false } = result;
    return { ...result, answer: this.#finish([await this.#write(response)], { cors, closes }) };
  }

  /** Opens an events WebSocket, or says in several responses why not. */
  #open(request: HttpRequest, query: URLSearchParams, upgrade: Upgrade): LoggedAnswer {
    const operation = "events.eventWebsocket";
    const { pbx, journal, settings: { isPretty }, http: { serverName } } = this.#options;
    const refuse = (responses: readonly Response[]): LoggedAnswer => {
      return { operation, message: responses[0]?.statusText ?? "", answer: this.#finish(responses) };
    };
    const handshake = checkHandshake(request, serverName);
    if (handshake.kind === "refused") return refuse(handshake.responses);
    // Of several "app" parameters the first one counts, unlike everywhere else.
    const apps = query.get("app");
    if (!apps) return refuse(missingApplication(serverName));
    const session = new EventSession({ pbx, journal, api: this.#api, entityId, isPretty });
    if (!session.register(apps, { subscribesAll: isTrue(query.get("subscribeAll")) })) {
      session.unregister();
      return refuse(failedRegistration(serverName));
    }
    const { protocol } = handshake;
    const socket = upgrade(protocol === undefined ? {} : { protocol });
    const service = new SocketService({
      pbx,
      journal,
      session,
      entityId,
      invoker: this.#invoker,
      headers: request.headers,
      apiKey: query.get("api_key") ?? undefined,
      remoteAddress: request.remoteAddress,
      nextNumber: () => this.#nextNumber(),
    });
    // Before it could carry requests, nobody looked at what a client sent.
    const isServed = pbx.release.has("socket-requests");
    const onFrame = async (frame: string) => isServed ? await service.answer(frame) : undefined;
    const inbound = new InboundSocket(socket, { session, journal, onFrame });
    this.#sockets.add(inbound);
    socket.addEventListener("close", () => void this.#sockets.delete(inbound));
    return { operation, answer: { kind: "upgraded" } };
  }

  #finish(
    responses: readonly Response[],
    { cors = {}, closes = false }: { cors?: Record<string, string>; closes?: boolean } = {},
  ): HttpAnswer {
    const { pbx, http: { serverName } } = this.#options;
    for (const response of responses) {
      for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
      complete(response, { serverName, now: pbx.clock.now(), closes });
    }
    return { kind: "responses", responses, closes };
  }

  /** Writes JSON again, for people, where `ari.conf` asks for it. */
  async #write(response: Response): Promise<Response> {
    if (!this.#options.settings.isPretty || response.headers.get("Content-type") !== "application/json") {
      return response;
    }
    const { status, statusText, headers } = response;
    return new Response(JSON.stringify(await response.json(), undefined, 2), { status, statusText, headers });
  }

  #nextNumber(): number {
    return ++this.#requests;
  }
}

interface LoggedAnswer {
  readonly answer: HttpAnswer;
  readonly operation?: OperationId;
  readonly message?: string;
}

async function readInvocation(request: HttpRequest, path: string, query: string): Promise<Invocation | Refusal> {
  const { method, headers, remoteAddress } = request;
  try {
    const { form, json } = await readContent(request);
    for (const [name, value] of new URLSearchParams(query)) form.append(name, value);
    return { source: "http", method: method.toUpperCase(), path, query: form, json, headers, remoteAddress };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What comes below a path, without its first slash; the server does not look at the case. */
function pathBelow(root: string, path: string): string | undefined {
  if (!path.toLowerCase().startsWith(root.toLowerCase())) return undefined;
  const rest = path.slice(root.length);
  return rest === "" || rest.startsWith("/") ? rest.slice(1) : undefined;
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function isTrue(text: string | null): boolean {
  return /^(?:yes|true|y|t|1|on)$/i.test(text ?? "");
}

/** Path and query without secrets. */
function redact(target: string): string {
  const [path = "", query] = splitOnce(target, "?");
  if (query === undefined) return path;
  const pairs = query.split("&").map((pair) => new URLSearchParams(pair).has("api_key") ? "api_key=***" : pair);
  return `${path}?${pairs.join("&")}`;
}
