import type { IncomingPhoneCall, PhoneOptions } from "./phone.ts";

/** An endpoint of {@linkcode SimulateOptions.endpoints}. */
export interface EndpointOptions extends PhoneOptions {
  /**
   * Whether it can be reached. Calls to one that is not online fail with "Allocation failed"; calls from it are taken.
   * @default {"online"}
   */
  state?: "online" | "offline" | "unknown";
  /**
   * What it does when it is called. Without it the calls wait for {@linkcode Phone.incoming}.
   *
   * A function may do whatever a phone can; when it rejects, the call is over, and `pbx.assertIdle()` throws its error.
   */
  onCall?: CallScript | ((call: IncomingPhoneCall) => void | Promise<void>);
}

/** What an endpoint does with each call, with times in milliseconds from the moment of the call. */
export interface CallScript {
  /** When it begins to ring, or `false` when it never does. @default {0} */
  ring?: number | false;
  /** When it is heard before the answer; by default, not at all. */
  progress?: number;
  /** When it answers; by default, not at all. */
  answer?: number;
  /** What it presses once it is answered. */
  press?: string;
  /** How long it holds the call after that; by default, it does not. */
  hold?: number;
  /** How long it talks then before it hangs up; by default, until the other side does. */
  talk?: number;
  /** The extension that it transfers the other side to before it hangs up; without `talk`, it does that at once. */
  transfer?: string;
  /** When it refuses the call; by default, not at all. An answer comes before a refusal of the same time. */
  reject?: number;
  /**
   * The SIP status of the refusal: 486 is busy, 404 not found, 503 congestion, 603 declined.
   * @default {486}
   */
  status?: number;
}
