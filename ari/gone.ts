import { AriResponseError } from "./errors.ts";
import type { AriEvent } from "./generated/events.ts";

/** What happens to a handler's error when nobody asked for it: the program gets it as uncaught, unless {@linkcode isGone}. */
export function reportUnlessGone(error: unknown, event?: AriEvent): void {
  if (!isGone(error, event)) reportError(error);
}

/**
 * Whether an error only says that the channel of the event had gone meanwhile: its caller hung up, or it went on in the
 * dialplan. Asterisk answers 404 or 409 then, to a program that did nothing wrong.
 */
export function isGone(error: unknown, event?: AriEvent): boolean {
  if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 409)) return false;
  if (event === undefined || !("channel" in event) || event.channel === undefined) return false;
  const path = `/channels/${encodeURIComponent(event.channel.id)}`;
  return error.path === path || error.path.startsWith(`${path}/`);
}
