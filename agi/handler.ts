import type { AgiCall } from "./call.ts";
import type { AgiRequest } from "./request.ts";

/** What a handler is told besides the call. */
export interface CallInfo {
  /** What was asked for: the address in the dialplan, taken apart. */
  readonly request: AgiRequest;
  /** The parts of the path that the route names, decoded: of `/queue/:name` it is `name`. */
  readonly params: Readonly<Record<string, string>>;
  /** Aborts when the call is over or the server is told to end: {@linkcode AgiCall.signal} is for the call alone. */
  readonly signal: AbortSignal;
}

/** What a program does with a call. The dialplan goes on when it returns; when it throws, with `AGISTATUS` FAILURE. */
export type AgiHandler = (call: AgiCall, info: CallInfo) => unknown;
