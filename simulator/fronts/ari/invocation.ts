import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Pbx } from "../../core/pbx.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { HttpHeaders } from "../../http/headers.ts";
import type { AriSettings } from "./ari_settings.ts";
import { apiDocument } from "./api_docs.ts";
import type { ApiRelease } from "./api_release.ts";
import { optionsHeaders } from "./cors.ts";
import type { OperationHandlers } from "./operation_call.ts";
import { Parameters } from "./parameters.ts";
import { emptyResponse, jsonResponse, Refusal, refusalResponse } from "./responses.ts";
import type { RoutedOperation, Router } from "./router.ts";
import { authenticate } from "./users.ts";

/** A request to ARI, by HTTP or over a WebSocket. */
export interface Invocation {
  readonly source: "http" | "websocket";
  readonly method: string;
  /** The path below `/ari/`, as it was sent. */
  readonly path: string;
  /** The fields of a form, and behind them those of the query. */
  readonly query: URLSearchParams;
  /** The JSON body. */
  readonly json: object | undefined;
  /** The headers of the request; over a WebSocket, those that it was opened with. */
  readonly headers: HttpHeaders;
  /** Where it comes from: an IP address. */
  readonly remoteAddress: string;
}

/** What came of an {@linkcode Invocation}. */
export type InvocationResult =
  | {
    readonly kind: "response";
    readonly response: Response;
    /** The operation, when it got as far as one. */
    readonly operation?: OperationId;
    /** Asterisk's text, when it is an error. */
    readonly message?: string;
    /** Whether the connection is closed behind it. */
    readonly closes?: boolean;
  }
  /** The request wants to be a WebSocket, and may. */
  | { readonly kind: "websocket" };

/** What an {@linkcode Invoker} is made from. */
export interface InvokerOptions {
  readonly pbx: Pbx;
  readonly settings: AriSettings;
  /** What the server's paths begin with. */
  readonly prefix: string;
  readonly router: Router;
  /** What the release has. */
  readonly api: ApiRelease;
  readonly handlers: OperationHandlers;
  /** The id of this Asterisk in events. */
  readonly entityId: string;
  /** Is told of what is not simulated. */
  readonly onNotSimulated: (message: string) => void;
}

/** Runs requests: who asks, may they, what do they ask for (`ast_ari_invoke`). */
export class Invoker {
  readonly #options: InvokerOptions;

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  /** Runs one request. It rejects only where the simulator itself is broken. */
  async invoke(invocation: Invocation): Promise<InvocationResult> {
    try {
      this.#authorize(invocation);
      return await this.#answer(invocation);
    } catch (error) {
      return refuse(error);
    }
  }

  /** The checks that come before anything else, in Asterisk's order. */
  #authorize({ source, method, headers, query, remoteAddress, path }: Invocation): void {
    const { pbx, settings } = this.#options;
    const user = authenticate(headers, query, settings.users);
    if (user === undefined) {
      const challenge = { "WWW-Authenticate": `Basic realm="${settings.realm}"` };
      throw new Refusal(401, "Authentication required", source === "http" ? { headers: challenge } : {});
    }
    if (source === "http" && user.acl?.permits(remoteAddress) === false) throw new Refusal(403, "Access denied by ACL");
    if (!pbx.isBooted) throw new Refusal(503, "Asterisk not booted", { closes: true });
    if (user.readOnly && method !== "GET" && method !== "OPTIONS") throw new Refusal(403, "Write access denied");
    if (path.endsWith("/")) {
      throw new Refusal(404, `ARI URLs do not end with a slash. Try /ari/${path.slice(0, -1)}`);
    }
  }

  async #answer(invocation: Invocation): Promise<InvocationResult> {
    const { source, method, path, query, json, headers } = invocation;
    if (path.startsWith("api-docs/")) return { kind: "response", response: document(invocation, this.#options) };
    const route = this.#options.router.find(path);
    if (route === undefined) throw new Refusal(404, "Resource not found");
    if (method === "OPTIONS") {
      const { allowedOrigins } = this.#options.settings;
      return { kind: "response", response: emptyResponse(optionsHeaders(headers, route, allowedOrigins)) };
    }
    const operation = route.operations.get(method);
    if (operation === undefined) throw new Refusal(405, "Invalid method", { headers: { Allow: route.allow } });
    if (operation.result.kind === "websocket") {
      if (source === "http") return { kind: "websocket" };
      throw new Refusal(400, "Can't upgrade to websocket from a websocket");
    }
    return await this.#run(operation, new Parameters(operation, { path: route.parameters, query, json }));
  }

  async #run(operation: RoutedOperation, parameters: Parameters): Promise<InvocationResult> {
    const { pbx, entityId, api, handlers, onNotSimulated } = this.#options;
    const { id } = operation;
    try {
      parameters.check();
      const handler = handlers[id];
      if (!api.answersAsNow(operation)) throw answersOtherwise(id, pbx.release.name);
      if (handler === undefined) throw notSimulated(id);
      const response = await handler({ pbx, parameters, entityId });
      return { kind: "response", response: await api.answer(operation, response), operation: id };
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) return refuse(error, id);
      onNotSimulated(error.message);
      return refuse(new Refusal(501, error.message), id);
    }
  }
}

/** Asterisk's documentation, read by clients that make their methods from it. */
function document({ method, path, headers }: Invocation, { api, prefix }: InvokerOptions): Response {
  if (method !== "GET") throw new Refusal(405, "Unsupported method");
  const content = apiDocument(path.slice("api-docs/".length), { api, host: headers.get("Host"), prefix });
  if (content === undefined) throw new Refusal(404, "Resource not found");
  return jsonResponse(200, content);
}

function refuse(error: unknown, operation?: OperationId): InvocationResult {
  if (!(error instanceof Refusal)) throw error;
  const { message, closes } = error;
  return {
    kind: "response",
    response: refusalResponse(error, operation),
    message,
    closes,
    ...(operation !== undefined && { operation }),
  };
}

function notSimulated(id: OperationId): NotSimulatedError {
  return new NotSimulatedError(`Cannot run ${id}: not simulated yet, test what needs it on a real Asterisk`);
}

function answersOtherwise(id: OperationId, release: string): NotSimulatedError {
  return new NotSimulatedError(
    `Cannot run ${id} as Asterisk ${release} does: it answered something else than it does now, use a later version`,
  );
}
