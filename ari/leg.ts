import type { CallOptions } from "../_internal/call_options.ts";
import { AriDialError, AriGoneError, AriResponseError } from "./errors.ts";
import { firstOf, onAbort } from "./flow/first_of.ts";
import type { AriEvent, ChannelDestroyed, Dial } from "./generated/events.ts";
import type { Channel } from "./generated/objects.ts";
import { operations } from "./generated/operations.ts";
import type {
  ChannelsCreateParameters,
  ChannelsExternalMediaParameters,
  ChannelsOriginateWithIdParameters,
} from "./generated/parameters.ts";
import { hostOf } from "./objects.ts";
import type { Operation } from "./operation.ts";

/** What a leg is called with by {@linkcode LegVerbs.originate}: `originate` without the id, and with an application. */
export type OriginateLegParameters = Omit<ChannelsOriginateWithIdParameters, "channelId"> & { readonly app: string };

/** What a leg is made and dialled with by {@linkcode LegVerbs.createAndDial}. */
export type DialLegParameters = Omit<ChannelsCreateParameters, "channelId"> & {
  /** Id of the channel on whose behalf it is dialled. */
  readonly caller?: string;
  /** How long to let it ring, in seconds; 0 is for ever. @default {0} */
  readonly timeout?: number;
};

/** Calls that end in an answer or in an error, and leave no leg behind. */
export interface LegVerbs {
  /**
   * Calls an endpoint and resolves when it has answered and its channel is in the application.
   *
   * The application must be registered by this client, or nothing is heard of the answer. Rejects with {@linkcode AriDialError}
   * and the hangup cause when nobody answers, with `AriResponseError` when Asterisk refuses the call, and with the signal's
   * reason; in each of these cases no channel is left.
   *
   * @example Call somebody for ten seconds at most
   * ```ts
   * import { AriDialError, connect } from "@asterism/asterisk/ari";
   * import { simulate } from "@asterism/asterisk/simulator";
   *
   * await using pbx = await simulate({ listen: false, endpoints: { "PJSIP/bob": { onCall: { reject: 0 } } } });
   * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
   * await using _ = await ari.register({ apps: "desk" });
   * try {
   *   const leg = await ari.channel().originate({ endpoint: "PJSIP/bob", app: "desk", timeout: 10 });
   *   await leg.play({ media: "sound:hello-world" });
   * } catch (error) {
   *   if (!(error instanceof AriDialError)) throw error;
   *   console.log(error.cause_txt, error.dialstatus);
   * }
   * ```
   */
  originate(params: OriginateLegParameters, options?: CallOptions): Promise<Channel>;
  /**
   * Makes a channel in the application and dials it: so early media and the bridge that it is put into are there before the
   * answer. Resolves with the answer, rejects as {@linkcode LegVerbs.originate} does.
   */
  createAndDial(params: DialLegParameters, options?: CallOptions): Promise<Channel>;
  /**
   * Makes a channel that sends its media to a program, and resolves when it is in the application, so that it can be put
   * into a bridge. Rejects as {@linkcode LegVerbs.originate} does.
   */
  startExternalMedia(
    params: Omit<ChannelsExternalMediaParameters, "channelId">,
    options?: CallOptions,
  ): Promise<Channel>;
}

type Verb = (this: object, params: object, options?: CallOptions) => Promise<unknown>;

/** The verbs, for the class of channels. */
export const legVerbs: Readonly<Record<string, Verb>> = {
  originate(params, options) {
    return bringUp(this, [[operations["channels.originateWithId"], params]], startsIn, options);
  },
  createAndDial({ caller, timeout, ...params }: { caller?: string; timeout?: number }, options) {
    const dial = { ...(caller !== undefined && { caller }), ...(timeout !== undefined && { timeout }) };
    const steps: Step[] = [[operations["channels.create"], params], [operations["channels.dial"], dial]];
    return bringUp(this, steps, answers, options);
  },
  startExternalMedia(params, options) {
    return bringUp(this, [[operations["channels.externalMedia"], params]], startsIn, options);
  },
};

/** What dialling ends with when nobody answers; the others are only on the way. */
export const finalStatuses: ReadonlySet<string> = new Set(["BUSY", "CANCEL", "CHANUNAVAIL", "CONGESTION", "NOANSWER"]);

type Step = readonly [operation: Operation, parameters: object];

/** When a channel is up. */
interface Up {
  /** The channel, by an event that says so. */
  isUp(event: AriEvent): Channel | undefined;
  /** Whether one is that was found after a loss of the connection, and has come into its application meanwhile. */
  isUpNow(channel: Channel, hasEntered: boolean): boolean;
}

const startsIn: Up = {
  isUp: (event) => event.type === "StasisStart" ? event.channel : undefined,
  isUpNow: (_, hasEntered) => hasEntered,
};

const answers: Up = {
  isUp: (event) => event.type === "Dial" && event.dialstatus === "ANSWER" ? event.peer : undefined,
  isUpNow: ({ state }) => state === "Up",
};

/** Makes a channel step by step, waits until it is up, and hangs it up when that fails. */
async function bringUp(
  handle: object,
  steps: readonly Step[],
  { isUp, isUpNow }: Up,
  { signal }: CallOptions = {},
): Promise<Channel> {
  signal?.throwIfAborted();
  const host = hostOf(handle);
  const id = "id" in handle ? String(handle.id) : "";
  const key = `Channel ${id}`;
  let dialstatus: string | undefined;
  const over = new AbortController();
  const up = firstOf<Channel>((settle, fail, listening) => {
    for (const name of ["StasisStart", "Dial", "ChannelDestroyed"]) {
      listening.use(host.on(key, name, (event: AriEvent) => {
        const channel = isUp(event);
        if (channel !== undefined) return settle(channel);
        if (isDial(event) && finalStatuses.has(event.dialstatus)) dialstatus = event.dialstatus;
        if (isDestroyed(event)) fail(new AriDialError({ channelId: id, ...event, ...(dialstatus && { dialstatus }) }));
      }));
    }
    listening.use(host.onGone((notice) => {
      if (notice.kind === "Channel" && notice.id === id) {
        fail(new AriGoneError(`Cannot call with ${key}: ${notice.why}`));
      }
    }));
    listening.use(host.onReturn(({ channels, entered }) => {
      const channel = channels.find((channel) => channel.id === id);
      if (channel !== undefined && isUpNow(channel, entered.has(id))) settle(channel);
    }));
    listening.use(onAbort(signal, fail));
    listening.use(onAbort(over.signal, fail));
  });
  up.catch(() => {}); // Looked at below, unless a request fails first.
  // A channel that was created is not in the application yet, and can't be dialled before.
  const entered = steps.length === 1 ? undefined : host.once(key, "StasisStart", { signal: over.signal });
  entered?.catch(() => {}); // It ends with the channel, as `up` does, which says more.
  let isMade = false;
  try {
    for (const [operation, parameters] of steps) {
      // The signal does not end the request: what may have been made must be known, to be hung up.
      // deno-lint-ignore no-await-in-loop -- One step after the other.
      await host.run(operation, { ...parameters, channelId: id }, undefined);
      isMade = true;
      signal?.throwIfAborted();
      // deno-lint-ignore no-await-in-loop -- The same.
      await Promise.race([entered, up]);
    }
    return await up;
  } catch (error) {
    const mayBeThere = isMade || !(error instanceof AriResponseError || error instanceof TypeError);
    if (mayBeThere && !(error instanceof AriDialError)) await hangup(handle);
    // Where it ended before it could be dialled, its own end says more than the refusal.
    if (isMade && error instanceof AriResponseError && error.status === 404) return await up;
    throw error;
  } finally {
    over.abort(); // Of a channel that was refused no event comes that would end the listening.
  }
}

async function hangup(handle: object): Promise<void> {
  const id = "id" in handle ? handle.id : "";
  try {
    await hostOf(handle).run(operations["channels.hangup"], { channelId: id }, undefined);
  } catch {
    // 404: it has gone by itself. Anything else: the call's own error, which the caller gets, says more.
  }
}

function isDial(event: AriEvent): event is Dial {
  return event.type === "Dial";
}

function isDestroyed(event: AriEvent): event is ChannelDestroyed {
  return event.type === "ChannelDestroyed";
}
