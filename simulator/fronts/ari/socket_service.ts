import type { HttpHeaders } from "../../http/headers.ts";
import type { JournalRecorder } from "../../journal_recorder.ts";
import type { Pbx } from "../../core/pbx.ts";
import type { EventSession } from "./event_session.ts";
import type { InvocationResult, Invoker } from "./invocation.ts";
import { toTimestamp } from "./snapshots.ts";
import {
  readSocketRequest,
  type SocketRequest,
  type SocketResponse,
  toProblemResponse,
  toSocketResponse,
  unreadableResponse,
} from "./socket_requests.ts";

/** What a {@linkcode SocketService} is made from. */
export interface SocketServiceOptions {
  readonly pbx: Pbx;
  readonly journal: JournalRecorder;
  readonly invoker: Invoker;
  readonly session: EventSession;
  /** The headers that the WebSocket was opened with: each request is authorized by them again. */
  readonly headers: HttpHeaders;
  /** The `api_key` of the URL that it was opened with. */
  readonly apiKey: string | undefined;
  /** Where its client is: an IP address. */
  readonly remoteAddress: string;
  /** The id of this Asterisk in events. */
  readonly entityId: string;
  /** Gives a request its number in the journal. */
  readonly nextNumber: () => number;
}

/**
 * Runs the requests of one WebSocket, strictly one after the other: one that waits for a channel holds up all that come
 * behind it (`ari_websocket_process_request`).
 */
export class SocketService {
  readonly #options: SocketServiceOptions;

  constructor(options: SocketServiceOptions) {
    this.#options = options;
  }

  /** Answers a frame; the next one is to be given when it is done. */
  async answer(frame: string): Promise<void> {
    const request = readSocketRequest(frame, this.#options.apiKey);
    if (request === undefined) return this.#send(unreadableResponse());
    if (request.invocation === undefined) return this.#send(toProblemResponse(request, request.problem ?? ""));
    const number = this.#options.nextNumber();
    const { method } = request.invocation;
    const path = `/ari/${request.uri}`;
    this.#options.journal.add({ face: "rest", kind: "request", request: number, method, path, isOverWebSocket: true });
    const result = await this.#run(request);
    const response = await toSocketResponse(request, result);
    this.#options.journal.add({
      face: "rest",
      kind: "response",
      request: number,
      method,
      path,
      status: Number(response["status_code"]),
      isOverWebSocket: true,
      ...(result.kind === "response" && result.operation !== undefined && { operation: result.operation }),
      ...(result.kind === "response" && result.message !== undefined && { message: result.message }),
    });
    this.#send(response);
  }

  async #run({ invocation }: SocketRequest): Promise<InvocationResult> {
    if (invocation === undefined) throw new Error("Cannot run a request that could not be read");
    const { invoker, headers, remoteAddress } = this.#options;
    return await invoker.invoke({ ...invocation, source: "websocket", headers, remoteAddress });
  }

  #send(response: SocketResponse): void {
    const { session, pbx, entityId } = this.#options;
    const application = session.firstApplication;
    const timestamp = toTimestamp(pbx.clock.now());
    session.sendEvent(application, { ...response, application, timestamp, asterisk_id: entityId });
  }
}
