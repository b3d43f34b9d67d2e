import type { Clock } from "../_internal/clock.ts";
import { AmiError } from "./errors.ts";
import type { EventRouter } from "./event_router.ts";
import type { EventWishes } from "./event_wishes.ts";

/** What this library's own models need of a client, and programs do not. */
export interface ClientParts {
  readonly clock: Clock;
  readonly wishes: EventWishes;
  readonly router: EventRouter;
  readonly onError: (error: unknown) => void;
  /** Whether it is logged in at this moment. */
  isConnected(): boolean;
}

const parts = new WeakMap<object, ClientParts>();

/** Says what the parts of a client are. */
export function keepParts(client: object, its: ClientParts): void {
  parts.set(client, its);
}

/** The parts of a client. */
export function partsOf(client: object): ClientParts {
  const its = parts.get(client);
  if (its === undefined) throw new AmiError("Cannot follow events: this is no client that connect() made");
  return its;
}
