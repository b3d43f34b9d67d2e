/**
 * A simulated Asterisk 22, for developing and testing without a PBX: ARI with its event WebSocket, a dialplan, and phones to
 * call it from; on a real port or within the process, in real or virtual time.
 *
 * @example
 * ```ts
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Answer()\n same => n,Playback(hello-world)\n" },
 *   listen: false,
 * });
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.heard("sound:hello-world");
 * console.log((await call.ended()).cause); // 16
 * pbx.assertIdle();
 * ```
 *
 * @module
 */
export { simulate } from "./simulate.ts";
export type { AssertIdleOptions, ClientConnection, Credentials, SimulatedPbx } from "./simulated_pbx.ts";
export type { SimulateOptions } from "./simulate_options.ts";
export type { CallScript, EndpointOptions } from "./endpoint_options.ts";
export type {
  CallEnd,
  CallOptions,
  IncomingPhoneCall,
  Phone,
  PhoneCall,
  PhoneMessage,
  PhoneOptions,
  PressOptions,
  RejectOptions,
  WaitOptions,
} from "./phone.ts";
export { NotIdleError, NotSimulatedError, PhoneCallError, SimulatorListenError } from "./errors.ts";
export {
  type DialplanEntry,
  type EntryBase,
  type EventEntry,
  formatEntry,
  type Journal,
  type JournalEntry,
  type NotSimulatedEntry,
  type PhoneEntry,
  type RequestEntry,
  type ResponseEntry,
  type WebSocketEntry,
} from "./journal.ts";
export type { Clock } from "../_internal/clock.ts";
export type { AsteriskVersion } from "../config/mod.ts";
export type {
  Connection,
  Transport,
  WebSocketConstructor,
  WebSocketLike,
  WebSocketOptions,
} from "../_internal/transport.ts";
