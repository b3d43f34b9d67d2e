/**
 * Asterisk Gateway Interface: calls that Asterisk's dialplan hands to a program, with its 47 commands as methods, served by FastAGI.
 *
 * ```ts ignore
 * import { serve } from "@asterism/asterisk/agi";
 *
 * await using server = serve({ port: 4573 }, async (call) => {
 *   await call.answer();
 *   const { digits, timedOut } = await call.getData("vm-extension", { timeout: 5_000, maxDigits: 4 });
 *   if (!timedOut) await call.setVariable("EXT", digits);
 * });
 * await server.finished;
 * ```
 *
 * @module
 */
export {
  AgiCall,
  type ControlOptions,
  type DataOptions,
  type DialOptions,
  type DialResult,
  type Digits,
  type PlayOptions,
  type RecordOptions,
  type StreamOptions,
} from "./call.ts";
export type { CallOptions } from "../_internal/call_options.ts";
export type { Clock } from "../_internal/clock.ts";
export type { Connection } from "../_internal/transport.ts";
export { type AgiArgument, formatCommand } from "./command_line.ts";
export { type AgiEnvironment, defaultPort, parseEnvironment } from "./environment.ts";
export {
  AgiAppError,
  AgiDatabaseError,
  AgiError,
  AgiHangupError,
  AgiInvalidCommandError,
  AgiProtocolError,
  AgiUsageError,
  type HangupSign,
} from "./errors.ts";
export type { AgiHandler, CallInfo } from "./handler.ts";
export type { AgiLink, AgiTraceRecord } from "./link.ts";
export { type AgiReply, parseReply } from "./reply.ts";
export type { ReplyKind } from "./reply_reader.ts";
export type { AgiRequest } from "./request.ts";
export type { ChannelStatus, DataResult, PlayResult, RecordingReason, RecordResult, SpeechResult } from "./results.ts";
export type { AgiRoutes } from "./routes.ts";
export { type AgiListener, type AgiServer, serve, type ServeOptions } from "./serve.ts";
export type { StreamLimits } from "./stream_link.ts";
