import { AgiCall } from "./call.ts";
import { AgiError, AgiHangupError } from "./errors.ts";
import type { AgiLink } from "./link.ts";
import { parseRequest } from "./request.ts";
import type { Router } from "./routes.ts";

/** What becomes of a call's errors, and who may end it. */
export interface HandlerOptions {
  /** Aborts when the server is told to end. */
  readonly signal: AbortSignal;
  /** Gets what the handler threw or rejected with, but the hangup of its own call, and calls that no route takes. */
  onError(error: unknown, call: AgiCall): void;
}

/** Gives a call to its handler, and hands it back to Asterisk when that has ended; never rejects. */
export async function runHandler(link: AgiLink, router: Router, options: HandlerOptions): Promise<void> {
  const call = new AgiCall(link);
  const request = parseRequest(link.environment);
  const match = router.find(request.path);
  let isFailure = false;
  try {
    if (match === undefined) throw new AgiError(`Cannot serve an AGI call: no route takes "${request.path}"`);
    const signal = AbortSignal.any([call.signal, options.signal]);
    await match.handler(call, { request, params: match.params, signal });
  } catch (error) {
    // Who has hung up needs to hear of no error, and no handler has to catch that.
    const isOver = call.signal.aborted && (error instanceof AgiHangupError || error === call.signal.reason);
    if (!isOver) {
      isFailure = true;
      options.onError(error, call);
    }
  }
  await link.close({ isFailure });
}
