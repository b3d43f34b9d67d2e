import { makeUuid } from "../_internal/uuid.ts";
import type { ActionFields } from "./encode.ts";
import { type AmiError, AmiOriginateError, AmiResponseError } from "./errors.ts";
import { fieldOf } from "./field_of.ts";
import { request } from "./login.ts";
import type { AmiMessage } from "./message.ts";
import type { Session } from "./session.ts";

/** How Asterisk is asked to originate. */
export interface OriginateContext {
  readonly session: Session;
  readonly random: () => number;
  readonly requestTimeout: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Originates a channel without blocking the connection, and resolves with the event `OriginateResponse` when it was answered. When the signal
 * aborts first, the channel is hung up.
 */
export function originateAsync(fields: ActionFields, context: OriginateContext): Promise<AmiMessage> {
  const { session, random, requestTimeout, signal } = context;
  signal?.throwIfAborted();
  const channel = String(fieldOf(fields, "Channel") ?? "");
  const channelId = String(fieldOf(fields, "ChannelId") ?? makeUuid(random));
  const { promise, resolve, reject } = Promise.withResolvers<AmiMessage>();
  const hangUp = () => request(session, "Hangup", { Channel: channelId });
  const abort = () => {
    reject(signal?.reason);
    // It may not be there yet: then it is hung up as soon as it is answered.
    hangUp().catch(() => {});
  };
  const settle = (end: () => void) => {
    signal?.removeEventListener("abort", abort);
    end();
  };
  const sink = {
    response(message: AmiMessage) {
      if (message.name !== "Error") return false;
      settle(() => reject(new AmiResponseError("Originate", message)));
      return true;
    },
    event(message: AmiMessage) {
      if (message.name !== "OriginateResponse") return "other";
      const isAnswered = message.get("Response") === "Success";
      if (isAnswered && signal?.aborted) hangUp().catch(() => {});
      const event = message.detach();
      settle(() => isAnswered ? resolve(event) : reject(new AmiOriginateError(channel, event)));
      return "sharedLast";
    },
    fail: (error: AmiError) => settle(() => reject(error)),
  } as const;
  const timeout = Number(fieldOf(fields, "Timeout") ?? 30_000);
  const asked = { ...fields, ChannelId: channelId, Async: true };
  session.send("Originate", asked, sink, timeout + requestTimeout);
  signal?.addEventListener("abort", abort, { once: true });
  return promise;
}
