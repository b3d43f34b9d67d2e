import type { CallOptions } from "../_internal/call_options.ts";
import { CallScope, type CallScopeOptions, type Ownable } from "./call_scope.ts";
import { AriConnectionError, AriGoneError, AriResponseError } from "./errors.ts";
import { firstOf, onAbort } from "./flow/first_of.ts";
import type { AriEvent, StasisStart } from "./generated/events.ts";
import type { Bridge, Channel, LiveRecording, Playback } from "./generated/objects.ts";
import { operations } from "./generated/operations.ts";
import type {
  BridgesCreateParameters,
  ChannelsExternalMediaParameters,
  ChannelsOriginateWithIdParameters,
  ChannelsPlayParameters,
  ChannelsRecordParameters,
  ChannelsSnoopChannelParameters,
} from "./generated/parameters.ts";
import { isGone } from "./gone.ts";
import type { ObjectHost } from "./objects.ts";
import type { Operation } from "./operation.ts";
import { inSpan, spanKinds } from "./telemetry.ts";

/** What a handler knows about its call besides the channel. */
export interface CallInfo {
  /** Arguments of `Stasis()` in the dialplan, or of `appArgs`. */
  readonly args: readonly string[];
  /** The application that the channel entered. */
  readonly app: string;
  /**
   * Aborts when the call is over for this program: the channel left the application or is gone, another program took the
   * application over, the connection is lost for good, or the server shuts down. Its reason is an {@linkcode AriGoneError}. A
   * connection that is lost and found again does not abort it.
   */
  readonly signal: AbortSignal;
  /** The event that announced the call; of one that was only found after a loss of the connection, made of what Asterisk says of it. */
  readonly event: StasisStart;
}

/** What becomes of a channel: the dialplan goes on with it, it is hung up, or it stays in the application as it is. */
export type CallEnd = "continue" | "hangup" | "leave";

/** `appArgs` and the like of a leg; the application is the call's own by default, and the id one that nobody has. */
export type LegParameters = Omit<ChannelsOriginateWithIdParameters, "channelId"> & { readonly channelId?: string };

/**
 * A call that a handler serves, and what it owns.
 *
 * What is made by the verbs here belongs to the call, from before the request is sent: it is released when the handler has
 * returned or thrown, and at once when the signal aborts, in the reverse of the order in which it was made, one after the other.
 * A leg is hung up, a bridge destroyed, a playback stopped; a recording is stopped and kept, as what has been said can not be said
 * again (`recording.cancel()` discards one). What has ended by itself, and a leg that has left the application, is no longer owned.
 * Errors of releases go to `onError`.
 *
 * What is made in other ways (`channel.play()`, `ari.bridges.create()`) does not belong to it, unless {@linkcode Call.own} says so.
 *
 * @example A call that is put through, and leaves nothing whoever hangs up
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(desk)\n" },
 *   endpoints: { "PJSIP/bob": { onCall: { answer: 1_000, talk: 5_000 } } },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "desk", afterReturn: "hangup" }, async (channel, call) => {
 *   const { signal } = call;
 *   await channel.answer();
 *   const bridge = await call.bridge({ type: "mixing" });
 *   const leg = ari.channel();
 *   const answered = leg.once("StasisStart", { signal }); // It listens first: the answer may come before the next line's.
 *   await call.originate({ endpoint: "PJSIP/bob", channelId: leg.id });
 *   await answered;
 *   await bridge.addChannel({ channel: [channel.id, leg.id] });
 *   await leg.once("StasisEnd", { signal });
 * });
 * await server.ready;
 * const caller = await pbx.phone("PJSIP/alice").call("100");
 * await caller.ended(); // When bob has talked enough; the bridge is destroyed by then.
 * ```
 */
export interface Call extends CallInfo {
  /** The channel; another one after a transfer that put it in the place of the first. */
  readonly channel: Channel;
  /** Makes a bridge; its id is one that nobody has, unless it is given. Rejects as `bridges.create` does. */
  bridge(params?: BridgesCreateParameters, options?: CallOptions): Promise<Bridge>;
  /**
   * Calls an endpoint, for the call's application unless `app` or `extension` say otherwise. Resolves when Asterisk has begun to.
   * When the leg enters the application that does not start a handler, as it is no call of its own.
   *
   * Rejects as `channels.originate` does, and with the signal's reason: then the leg is hung up as soon as there is one.
   */
  originate(params: LegParameters, options?: CallOptions): Promise<Channel>;
  /** Exchanges audio with a host, by a leg of its own; like {@linkcode Call.originate}. */
  externalMedia(
    params: Omit<ChannelsExternalMediaParameters, "app"> & { readonly app?: string },
    options?: CallOptions,
  ): Promise<Channel>;
  /** Spies on the call's channel, or whispers to it, by a leg of its own; like {@linkcode Call.originate}. */
  snoop(
    params: Omit<ChannelsSnoopChannelParameters, "channelId" | "app"> & { readonly app?: string },
    options?: CallOptions,
  ): Promise<Channel>;
  /** Plays to the call's channel, until the handler has ended at most. Rejects as `channels.play` does. */
  play(params: Omit<ChannelsPlayParameters, "channelId">, options?: CallOptions): Promise<Playback>;
  /** Records the call's channel, until the handler has ended at most. Rejects as `channels.record` does. */
  record(params: Omit<ChannelsRecordParameters, "channelId">, options?: CallOptions): Promise<LiveRecording>;
  /**
   * Owns a channel, bridge, playback or live recording, or anything that can be disposed, and returns it. One that comes after
   * the call's end is released at once.
   *
   * Throws a `TypeError` for what has no end, and a `RangeError` when the call owns `maxOwned` things already.
   */
  own<Thing extends Ownable>(thing: Thing): Thing;
  /**
   * Gives up a thing without releasing it: it outlives the call. For the call's own channel: it stays in the application,
   * whatever `afterReturn` and `afterFailure` say.
   */
  keep<Thing extends Ownable>(thing: Thing): Thing;
}

/** What a {@linkcode ServedCall} needs. */
export interface ServedCallOptions extends Omit<CallScopeOptions, "onError"> {
  readonly event: StasisStart;
  readonly onError: (error: unknown, event: AriEvent) => void;
  readonly afterReturn: CallEnd;
  readonly afterFailure: CallEnd;
}

/** One call from its beginning until nothing is left of it. */
export class ServedCall implements Call {
  readonly args: readonly string[];
  readonly app: string;
  readonly event: StasisStart;
  readonly signal: AbortSignal;
  readonly #options: ServedCallOptions;
  readonly #controller = new AbortController();
  readonly #scope: CallScope;
  #channel: Channel;
  /** Whether the channel is still in the application, and in our care. */
  #isOurs = true;
  #isStopped = false;
  #releasing: Promise<void> | undefined;

  constructor(options: ServedCallOptions) {
    const { event, onError } = options;
    this.#options = options;
    this.#scope = new CallScope({ ...options, onError: (error) => onError(error, event) });
    this.#channel = event.channel;
    this.signal = this.#controller.signal;
    this.args = event.args;
    this.app = event.application;
    this.event = event;
  }

  get channel(): Channel {
    return this.#channel;
  }

  get #host(): ObjectHost {
    return this.#options.host;
  }

  /** Runs the handler; resolves when it has ended and nothing is left. */
  async run(handler: (channel: Channel, call: Call) => unknown): Promise<void> {
    const { onError, afterReturn, afterFailure } = this.#options;
    let end = afterReturn;
    try {
      const attributes = { "asterisk.application": this.app, "asterisk.channel.id": this.#channel.id };
      await inSpan(`call ${this.app}`, { kind: spanKinds.internal, attributes }, async () => {
        await handler(this.#channel, this);
      });
    } catch (error) {
      end = afterFailure;
      if (!this.#isConsequence(error)) onError(error, this.event);
    }
    await this.#scope.close();
    await this.#releasing;
    await this.#end(end);
  }

  /** Ends the call, as its channel is not in the application any more. */
  leave(why: string): void {
    this.#isOurs = false;
    this.#abort(new AriGoneError(`Cannot go on with the call: ${why}`));
    this.#releasing ??= this.#scope.close();
  }

  /** Ends the call, as this program can or will not go on with it. Resolves when nothing is left of it but its handler. */
  stop(why: string, cause?: unknown): Promise<void> {
    this.#isStopped = true;
    this.#abort(new AriGoneError(`Cannot go on with the call: ${why}`, cause === undefined ? {} : { cause }));
    return this.#releasing ??= this.#scope.close().then(() => this.#end(this.#options.afterFailure));
  }

  /** No longer owns a leg that has left the application, though no event has told. */
  handedOver(channelId: string): void {
    this.#scope.forget(`Channel ${channelId}`);
  }

  /** Goes on with the channel that has taken the place of the call's or of one of its legs; tells whether it has. */
  replace(from: Channel, to: Channel): boolean {
    if (from.id === this.#channel.id && this.#isOurs) {
      this.#channel = to;
      return true;
    }
    return this.#scope.replace(`Channel ${from.id}`, `Channel ${to.id}`);
  }

  own<Thing extends Ownable>(thing: Thing): Thing {
    this.#scope.add(thing);
    return thing;
  }

  keep<Thing extends Ownable>(thing: Thing): Thing {
    if ("id" in thing && thing.id === this.#channel.id) this.#isOurs = false;
    else this.#scope.keep(thing);
    return thing;
  }

  bridge(params: BridgesCreateParameters = {}, options?: CallOptions): Promise<Bridge> {
    const bridgeId = params.bridgeId ?? this.#host.newId("bridge");
    return this.#make(`Bridge ${bridgeId}`, operations["bridges.create"], { ...params, bridgeId }, options);
  }

  originate(params: LegParameters, options?: CallOptions): Promise<Channel> {
    const channelId = params.channelId ?? this.#host.newId("leg");
    const app = params.app === undefined && params.extension === undefined ? { app: this.app } : {};
    const operation = operations["channels.originateWithId"];
    return this.#make(`Channel ${channelId}`, operation, { ...app, ...params, channelId }, options);
  }

  externalMedia(
    params: Omit<ChannelsExternalMediaParameters, "app"> & { readonly app?: string },
    options?: CallOptions,
  ): Promise<Channel> {
    const channelId = params.channelId ?? this.#host.newId("media");
    const operation = operations["channels.externalMedia"];
    return this.#make(`Channel ${channelId}`, operation, { app: this.app, ...params, channelId }, options);
  }

  snoop(
    params: Omit<ChannelsSnoopChannelParameters, "channelId" | "app"> & { readonly app?: string },
    options?: CallOptions,
  ): Promise<Channel> {
    const snoopId = params.snoopId ?? this.#host.newId("snoop");
    const given = { app: this.app, ...params, snoopId, channelId: this.#channel.id };
    return this.#make(`Channel ${snoopId}`, operations["channels.snoopChannelWithId"], given, options);
  }

  play(params: Omit<ChannelsPlayParameters, "channelId">, options?: CallOptions): Promise<Playback> {
    const playbackId = params.playbackId ?? this.#host.newId("playback");
    const given = { ...params, playbackId, channelId: this.#channel.id };
    return this.#make(`Playback ${playbackId}`, operations["channels.play"], given, options);
  }

  record(params: Omit<ChannelsRecordParameters, "channelId">, options?: CallOptions): Promise<LiveRecording> {
    const given = { ...params, channelId: this.#channel.id };
    return this.#make(`LiveRecording ${params.name}`, operations["channels.record"], given, options);
  }

  async #make<Made>(
    key: string,
    operation: Operation,
    params: Readonly<Record<string, unknown>>,
    options: CallOptions = {},
  ): Promise<Made> {
    this.signal.throwIfAborted();
    options.signal?.throwIfAborted();
    // The request itself is not given up: only its answer tells whether there is something to release.
    const asked = this.#host.run(operation, params, undefined);
    asked.catch(() => {});
    this.#scope.addKey(key, asked);
    return await firstOf<Made>((settle, fail, listening) => {
      // The one cast: what the operation answers, by its table.
      asked.then((made) => settle(made as Made), fail);
      listening.use(onAbort(this.signal, fail));
      listening.use(onAbort(options.signal, (reason) => {
        this.#scope.release(key);
        fail(reason);
      }));
    });
  }

  /** Lets go of the channel, once, if it is still there. */
  async #end(end: CallEnd): Promise<void> {
    if (!this.#isOurs) return;
    this.#isOurs = false;
    await endChannel(this.#host, this.#channel, { end, ...this.#options }, (error) => {
      this.#options.onError(error, this.event);
    });
  }

  #abort(reason: AriGoneError): void {
    this.#controller.abort(reason);
  }

  /** Whether what a handler threw only says that its call is over. */
  #isConsequence(error: unknown): boolean {
    if (error === this.signal.reason || error instanceof AriGoneError || isGone(error, this.event)) return true;
    if (error instanceof AriConnectionError) return this.#isStopped;
    const isNo = error instanceof AriResponseError && (error.status === 404 || error.status === 409);
    return isNo && this.signal.aborted;
  }
}

/** Continues or hangs up a channel that the program does not serve (any more); one that has gone meanwhile is none to end. */
export async function endChannel(
  host: ObjectHost,
  channel: Channel,
  { end, releaseTimeout }: { end: CallEnd; releaseTimeout: number },
  onError: (error: unknown) => void,
): Promise<void> {
  if (end === "leave") return;
  const operation = operations[end === "continue" ? "channels.continueInDialplan" : "channels.hangup"];
  const controller = new AbortController();
  using _ = host.clock.schedule(releaseTimeout, () => {
    const limit = `${releaseTimeout} ms have passed`;
    controller.abort(
      new AriConnectionError(`Cannot wait longer for ${operation.id} of channel "${channel.name}": ${limit}`),
    );
  });
  try {
    await host.run(operation, { channelId: channel.id }, { signal: controller.signal });
  } catch (error) {
    if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 409)) onError(error);
  }
}
