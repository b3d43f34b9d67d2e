import type { Values } from "../cases/plan.ts";
import type { State } from "../cases/states.ts";

/** A call of an operation through the typed client, by what is other than in the operation's plan. */
export interface TypedCase {
  /** The state of things that it begins with. */
  readonly given?: State;
  /** Parameters besides those of the plan; `undefined` leaves one out. */
  readonly values?: Values;
  /** Takes the bridge that channel `~c;2` is in for `bridgeId`. */
  readonly inBridge?: boolean;
  /** Why the simulator does not come to it. */
  readonly notSimulated?: string;
  /** Why it does not come to the same over the WebSocket. */
  readonly httpOnly?: string;
  /** What the phones of `PJSIP/alice` and `PJSIP/bob` do meanwhile. */
  readonly phone?: "calls" | "registers";
}
