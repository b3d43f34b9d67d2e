import type { CallOptions } from "../../_internal/call_options.ts";
import { AriDialError, AriResponseError } from "../errors.ts";
import type { ChannelDestroyed, Dial, StasisStart } from "../generated/events.ts";
import type { Bridge, Channel } from "../generated/objects.ts";
import { operations } from "../generated/operations.ts";
import type { ChannelsOriginateParameters } from "../generated/parameters.ts";
import { finalStatuses } from "../leg.ts";
import { hostOf, type ObjectHost } from "../objects.ts";
import type { Call } from "../served_call.ts";
import { callOf, type ChannelCall } from "./channel_call.ts";
import { firstOf, onAbort } from "./first_of.ts";
import { Group } from "./group.ts";

/** Whom {@linkcode consult} calls, and how. */
export interface ConsultOptions extends
  CallOptions,
  Pick<
    ChannelsOriginateParameters,
    "endpoint" | "appArgs" | "callerId" | "timeout" | "variables" | "originator" | "formats"
  > {
  /** The call that a handler serves: the new leg is owned by it, enters its application and starts no handler. */
  call?: Pick<Call, "originate">;
  /**
   * The application that the new leg enters. Without `call` it has to be given, to be registered, and not to be served, as its
   * handler would get the leg. @default The application of `call`
   */
  app?: string;
  /** Whether the caller hears music on hold meanwhile; a string is the class of music. @default {true} */
  moh?: boolean | string;
}

/**
 * Calls somebody for a caller who waits, with music: the first half of an attended hand-over. When they answer, the program
 * talks with the new leg as with any channel, or lets somebody else talk with it, and then joins the two or cancels.
 *
 * No leg is left behind, whoever goes first: when the caller hangs up, the signal aborts or the consultation is disposed of, the
 * new leg is hung up; the caller stays in the application, without music, unless the caller has hung up.
 *
 * Rejects with an `AriDialError` and the hangup cause when they do not answer (17 busy, 19 no answer, 21 refused; 0 when Asterisk does
 * not know), with an `AriGoneError` when the caller goes first, with the signal's reason, and with an `AriResponseError` for what
 * Asterisk refuses to call.
 *
 * @example Somebody who may take the call or not
 * ```ts
 * import { AriDialError, collect, connect, consult } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(desk)\n" },
 *   endpoints: { "PJSIP/bob": { onCall: { answer: 2_000, press: "1", talk: 10_000 } } },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "desk" }, async (channel, call) => {
 *   await channel.answer();
 *   try {
 *     await using consultation = await consult(channel, { endpoint: "PJSIP/bob", call });
 *     const { digits } = await collect(consultation.leg, { prompt: "sound:priv-callee-options", maxDigits: 1 });
 *     if (digits !== "1") return await channel.hangup({ reason: "busy" });
 *     await consultation.join();
 *     await consultation.ended();
 *     await channel.hangup();
 *   } catch (error) {
 *     if (!(error instanceof AriDialError)) throw error;
 *     await channel.hangup({ reason: "busy" }); // error.cause_txt says why they did not answer.
 *   }
 * });
 * await server.ready;
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.ended(); // When bob has talked enough.
 * ```
 */
export async function consult(caller: Channel, options: ConsultOptions): Promise<Consultation> {
  const { moh = true, signal, call: served, ...parameters } = options;
  if (served === undefined && parameters.app === undefined) {
    throw new TypeError(`Cannot call "${parameters.endpoint}" for a caller: neither call nor app is given`);
  }
  const host = hostOf(caller);
  const call = callOf(caller);
  signal?.throwIfAborted();
  call.signal.throwIfAborted();
  if (moh !== false) {
    await caller.startMoh(typeof moh === "string" ? { mohClass: moh } : {}).catch((error) => {
      throw call.explain(error);
    });
  }
  const given = { caller, callerCall: call, hold: moh !== false, host };
  const channelId = host.newId("consult");
  const originate = () =>
    served?.originate({ ...parameters, channelId }) ??
      host.run(operations["channels.originateWithId"], { ...parameters, channelId }, undefined);
  const leg = reach(host, channelId, originate, signal === undefined ? [call.signal] : [signal, call.signal]);
  let isAnswered = false;
  try {
    const answered = await leg.answered;
    isAnswered = true;
    return new Consultation({ ...given, ...answered });
  } finally {
    if (!isAnswered) {
      await leg.giveUp();
      if (given.hold) await caller.stopMoh().catch(ignoreGone);
    }
  }
}

interface Reached {
  readonly leg: Channel;
  readonly legCall: ChannelCall;
}

/** Calls, and waits for the answer or the end of the new leg; both are listened to before. */
function reach(
  host: ObjectHost,
  channelId: string,
  originate: () => Promise<unknown>,
  signals: readonly AbortSignal[],
) {
  let asked: Promise<unknown> = Promise.resolve();
  const answered = firstOf<Reached>((settle, fail, listening) => {
    const key = `Channel ${channelId}`;
    const outcome: { dialstatus?: string } = {};
    listening.use(host.on(key, "StasisStart", ({ channel }: StasisStart) => {
      settle({ leg: channel, legCall: callOf(channel) });
    }));
    listening.use(host.on(key, "Dial", ({ dialstatus }: Dial) => {
      if (finalStatuses.has(dialstatus)) outcome.dialstatus = dialstatus;
    }));
    listening.use(host.on(key, "ChannelDestroyed", ({ cause, cause_txt }: ChannelDestroyed) => {
      fail(new AriDialError({ channelId, cause, cause_txt, ...outcome }));
    }));
    listening.use(host.onReturn(({ channels, entered }) => {
      const channel = channels.find(({ id }) => id === channelId);
      if (channel !== undefined && entered.has(channelId)) settle({ leg: channel, legCall: callOf(channel) });
    }));
    for (const signal of signals) listening.use(onAbort(signal, fail));
    asked = originate();
    asked.catch(fail);
  });
  const giveUp = async () => {
    // Only once Asterisk has answered is it certain that no leg comes after it was hung up.
    await asked.catch(() => {});
    await host.run(operations["channels.hangup"], { channelId }, undefined).catch(ignoreGone);
  };
  return { answered, giveUp };
}

interface Parts {
  readonly host: ObjectHost;
  readonly caller: Channel;
  readonly callerCall: ChannelCall;
  readonly leg: Channel;
  readonly legCall: ChannelCall;
  /** Whether the caller hears music. */
  readonly hold: boolean;
}

/** A caller who waits and a leg that has answered; {@linkcode consult} makes one. */
export class Consultation implements AsyncDisposable {
  /** Who waits. */
  readonly caller: Channel;
  /** Who was called. */
  readonly leg: Channel;
  readonly #parts: Parts;
  readonly #over = Promise.withResolvers<void>();
  #group: Group | undefined;
  #hold: boolean;
  #isReleased = false;

  /** Takes over a leg that has answered. */
  constructor(parts: Parts) {
    this.#parts = parts;
    this.caller = parts.caller;
    this.leg = parts.leg;
    this.#hold = parts.hold;
    this.#over.promise.catch(() => {});
    for (const { signal } of [parts.callerCall, parts.legCall]) onAbort(signal, () => void this.#release());
  }

  /** Aborts when the leg has hung up or was taken elsewhere. */
  get signal(): AbortSignal {
    return this.#parts.legCall.signal;
  }

  /**
   * Brings the two together in a bridge of their own, without music; resolves when both are in. From then on the leg belongs to
   * the call: when one goes, the bridge is destroyed and the leg hung up.
   *
   * Rejects with an `AriGoneError` when one of them went before; nothing of it is left then.
   */
  async join(): Promise<void> {
    const { host, callerCall, legCall } = this.#parts;
    try {
      for (const { signal } of [callerCall, legCall]) signal.throwIfAborted();
      const bridgeId = host.newId("consult");
      // The one cast: the operation answers a bridge.
      const bridge = await host.run(
        operations["bridges.createWithId"],
        { bridgeId, type: "mixing" },
        undefined,
      ) as Bridge;
      this.#group = new Group(bridge, false);
      if (this.#isReleased) return await this.#group.close();
      await this.#stopMusic();
      await this.#group.add(this.leg);
      await this.#group.add(this.caller);
    } catch (error) {
      await this.cancel();
      throw error;
    }
  }

  /** Waits until it is over and nothing of it is left: one of them went, or it was cancelled. */
  async ended(options: CallOptions = {}): Promise<void> {
    await firstOf<void>((settle, fail, listening) => {
      this.#over.promise.then(settle, fail);
      listening.use(onAbort(options.signal, fail));
    });
  }

  /** Hangs the leg up; the caller stays in the application, out of the bridge and without music. Twice is harmless. */
  async cancel(): Promise<void> {
    await this.#release();
    await this.#over.promise;
  }

  /** The same as {@linkcode cancel}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }

  async #release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    try {
      await this.leg.hangup().catch(ignoreGone);
      await this.#group?.close();
      await this.#stopMusic();
      this.#over.resolve();
    } catch (error) {
      this.#over.reject(error);
    }
  }

  async #stopMusic(): Promise<void> {
    if (!this.#hold) return;
    this.#hold = false;
    await this.caller.stopMoh().catch(ignoreGone);
  }
}

/** 404 and 409: it has hung up or left the application meanwhile. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 409)) throw error;
}
