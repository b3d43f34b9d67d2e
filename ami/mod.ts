/**
 * Asterisk Manager Interface: a client that logs in, sends actions and gets their answers, lists and commands' output, hears events, and comes
 * back by itself when the connection is lost.
 *
 * ```ts ignore
 * import { connect } from "@asterism/asterisk/ami";
 *
 * await using manager = await connect({ hostname: "127.0.0.1", username: "admin", secret: "secret" });
 * manager.on("Hangup", (event) => console.log(event.Channel, event.Cause, event["Cause-txt"]));
 * for await (const { Channel, Duration } of manager.list("CoreShowChannels")) console.log(Channel, Duration);
 * console.log(await manager.command("core show version"));
 * ```
 *
 * @module
 */
export type { CallOptions } from "../_internal/call_options.ts";
export type { Clock } from "../_internal/clock.ts";
export { EventStream, StreamOverflowError } from "../_internal/event_stream.ts";
export type {
  Connection,
  Transport,
  WebSocketConstructor,
  WebSocketLike,
  WebSocketOptions,
} from "../_internal/transport.ts";
export * from "./action_types.ts";
export type {
  AmiStatus,
  BootedStatus,
  ConnectedStatus,
  LostStatus,
  OverflowStatus,
  ResumedStatus,
  StatusBase,
  StoppedStatus,
  WaitingStatus,
} from "./ami_status.ts";
export * from "./banner.ts";
export { unescapeValue } from "./c_escapes.ts";
export { CallTracker, callTracker, type CallTrackerOptions } from "./call_tracker.ts";
export type * from "./calls/call_record.ts";
export { AmiClient, type StreamOptions } from "./client.ts";
export { sendHeaders } from "./config/action_headers.ts";
export type * from "./config/config_change.ts";
export { AmiConfigError, type AmiConfigRefusal } from "./config/config_error.ts";
export {
  type ActionSender,
  getConfig,
  type GetConfigOptions,
  listCategories,
  type ServerSection,
  type ServerSetting,
} from "./config/get_config.ts";
export { createConfig, updateConfig, type UpdateConfigOptions } from "./config/update_config.ts";
export { connect } from "./connect.ts";
export { parseMxml } from "./http/mxml.ts";
export { type ConnectOptions, defaultTlsPort } from "./connect_options.ts";
export { AmiDecoder, type AmiDecoderOptions } from "./decoder.ts";
export { type ActionFields, type ActionFieldValue, encodeAction } from "./encode.ts";
export {
  AmiAuthenticationError,
  AmiConnectionError,
  AmiError,
  AmiOriginateError,
  AmiProtocolError,
  AmiResponseError,
} from "./errors.ts";
export type { AmiList, ListOptions } from "./list.ts";
export { type AmiHeaderName, AmiMessage, type AmiMessageData, type Capital } from "./message.ts";
export type { AmiMessageKind, MessageHead } from "./message_head.ts";
export { AmiPool, pool, type PoolEvent, type PoolServer, type PoolStatus } from "./pool.ts";
export type { TraceAction, TraceMessage, TraceRecord } from "./trace.ts";
export { type ChangeOf, LiveModel, type LiveModelOptions, type Resync } from "./models/live_model.ts";
export type { ReadCause } from "./models/follower.ts";
export * from "./models/live.ts";
export type {
  AddedChange,
  ChangeCause,
  ChangedChange,
  ModelChange,
  ModelChangeBase,
  RemovedChange,
} from "./models/model.ts";
export type { LiveAgent } from "./models/agents.ts";
export type { LiveBridge, LiveBridgeMember } from "./models/bridges.ts";
export type { LiveChannel } from "./models/channels.ts";
export type { LiveQueue, LiveQueueCaller, LiveQueueMember } from "./models/queues.ts";
export type { LiveDeviceState, LiveExtensionState, LivePresenceState } from "./models/states.ts";
export * from "./field_values.ts";
export type * from "./generated/actions.ts";
export { eventClasses } from "./generated/event_classes.ts";
export type * from "./generated/events.ts";
export { listActions } from "./generated/lists.ts";
export { privileges } from "./generated/privileges.ts";
export * from "./headers.ts";
export type { ListAction } from "./list_action.ts";
export {
  type ChannelVariable,
  formatVariables,
  type HeaderEntries,
  parseChannelVariables,
  parseVariables,
} from "./variables.ts";
export {
  AmiVerbs,
  type DialplanTarget,
  type ExtensionHint,
  type MailboxMessages,
  type RedirectOptions,
} from "./verbs.ts";
