/**
 * A client of Asterisk's REST interface (ARI): all its operations, typed, and its events.
 *
 * {@linkcode connect} gives an {@linkcode AriClient}. Its repositories have every operation under Asterisk's own name
 * (`ari.channels.originate({ … })`); what they answer and what events carry are objects with the same operations as
 * verbs, their id filled in (`channel.answer()`). Types and operations are generated from Asterisk 22.10.1.
 *
 * An object holds what Asterisk said when it was made. It does not change later, and may be stale: its verbs still work, and
 * of what is gone Asterisk answers 404. It prints, compares and serialises as plain data; `structuredClone(channel)` is its
 * snapshot without verbs. Parameters are checked before anything is sent: `TypeError` names the operation and the parameter,
 * `RangeError` the limit. What repositories do not have, {@linkcode ApiDocs.extra} calls by the server's own documentation,
 * and {@linkcode AriClient.request} by path.
 *
 * @example Answer calls to the application `greeter`
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({ // A fake Asterisk; give the URL and user of yours instead.
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(greeter)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, pbx.ari.user);
 * await using server = ari.serve({ apps: "greeter" }, async (channel) => {
 *   await channel.answer();
 *   await channel.hangup();
 * });
 * await server.ready;
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * console.log((await call.ended()).cause); // 16, normal clearing
 * ```
 *
 * @example Objects are plain data with verbs, and a stored recording's file is a stream
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({ recordings: { "greeting.wav": new Uint8Array(48_000) } });
 * await using ari = await connect(pbx.ari.url, pbx.ari.user);
 * const recording = await ari.recordings.getStored({ recordingName: "greeting" });
 * console.log(JSON.stringify(recording)); // {"name":"greeting","format":"wav"}
 * let size = 0; // Or: await Deno.writeFile("greeting.wav", await recording.getStoredFile());
 * for await (const bytes of await recording.getStoredFile()) size += bytes.length;
 * console.log(size);
 * ```
 *
 * @module
 */
export type { Clock } from "../_internal/clock.ts";
export { EventStream, StreamOverflowError } from "../_internal/event_stream.ts";
export type {
  Connection,
  Transport,
  WebSocketConstructor,
  WebSocketLike,
  WebSocketOptions,
} from "../_internal/transport.ts";
export type { ApiDocs } from "./api_docs/api_docs.ts";
export type { ApiDifference } from "./api_docs/compare_api.ts";
export type { ExtraOperation, ExtraRepository } from "./api_docs/extra_operations.ts";
export type { ApiDocsSource } from "./api_docs/read_api_docs.ts";
export type { CallOptions } from "../_internal/call_options.ts";
export type {
  AriStatus,
  ConnectedStatus,
  LostStatus,
  ProofOfLife,
  ReplacedStatus,
  ResumedStatus,
  StatusBase,
  StoppedStatus,
  WaitingStatus,
} from "./ari_status.ts";
export { AriClient } from "./client.ts";
export { connect } from "./connect.ts";
export type { EventStreams, StreamOptions } from "./event_streams.ts";
export type { ConnectOptions } from "./connect_options.ts";
export type { ClientEventMap, Emitter, ObjectEmitter } from "./emitter.ts";
export {
  AriConnectionError,
  type AriDialDetails,
  AriDialError,
  AriError,
  AriGoneError,
  AriProtocolError,
  AriReplacedError,
  type AriResponseDetails,
  AriResponseError,
} from "./errors.ts";
export type { BridgeHandle, ChannelHandle, PlaybackHandle, RecordingHandle } from "./handles.ts";
export type { DialLegParameters, LegVerbs, OriginateLegParameters } from "./leg.ts";
export type {
  ChannelEnd,
  ChannelWaits,
  LiveRecordingWaits,
  PlaybackEnd,
  PlaybackWaits,
  RecordingEnd,
} from "./object_waits.ts";
export type { EventSource, Subscription } from "./subscriptions.ts";
export type { RegisterOptions, Registration } from "./registration.ts";
export { collect, keepDigits } from "./flow/collect.ts";
export { consult, Consultation, type ConsultOptions } from "./flow/consult.ts";
export { Group, group, type GroupOptions, type JoinOptions } from "./flow/group.ts";
export { type DialplanPlace, type EndpointPlace, handOver } from "./flow/hand_over.ts";
export { menu } from "./flow/menu.ts";
export { prompts } from "./flow/prompts.ts";
export { type First, whenAny, type WhenAnyOptions } from "./flow/when_any.ts";
export type { Collected, CollectOptions, ValidateOptions } from "../_internal/flow/collect_digits.ts";
export type { AskOptions } from "../_internal/flow/entry.ts";
export type { Media, Verdict } from "../_internal/flow/flow.ts";
export type { Chosen, MenuOptions } from "../_internal/flow/offer_menu.ts";
export type { Prompted, PromptsOptions } from "../_internal/flow/play_prompts.ts";
export type { RawRequestOptions } from "./raw_request.ts";
export type { RawAnswer } from "./exchange.ts";
export { type AriListener, type ConnectionHandler, type ConnectionInfo, listen, type ListenOptions } from "./listen.ts";
export type { RestWay } from "./socket_rest.ts";
export type { Ownable } from "./call_scope.ts";
export type { AriServer, CallHandler, ServeOptions } from "./serve.ts";
export type { Call, CallEnd, CallInfo, LegParameters } from "./served_call.ts";
export type { TraceAnswer, TraceEvent, TraceFailure, TraceRecord, TraceRequest, TraceSocket } from "./trace.ts";
export type * from "./generated/events.ts";
export type * from "./generated/objects.ts";
export type * from "./generated/parameters.ts";
export type * from "./generated/plain.ts";
export type * from "./generated/repositories.ts";
/** Everything as it is on the wire: plain data, without verbs. */
export type * as wire from "./generated/wire.ts";
