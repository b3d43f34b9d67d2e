import { parseCallerId } from "../../core/caller_id.ts";
import type { Channel } from "../../core/channel.ts";
import type { RequestResult } from "../../core/channel_technology.ts";
import { originate, type Origination, prepareDial } from "../../core/originate.ts";
import type { Pbx } from "../../core/pbx.ts";
import { UnrealPair } from "../../core/unreal.ts";
import { reportVariables, type RequestedVariable, setVariables } from "./variables_field.ts";

/** Asterisk's longest id of a channel that others may choose (`AST_MAX_PUBLIC_UNIQUEID`). */
export const maxIdLength = 149;

/** How long an originated call rings when nobody says how long, in milliseconds. */
export const defaultTimeout = 30_000;

/** A call to be placed, as somebody asks for it. */
export interface CallPlacement {
  /** The technology of the endpoint: `PJSIP`. */
  readonly technology: string;
  /** Whom to call, in the technology's own words. */
  readonly address: string;
  /** The id that the channel shall have. */
  readonly id: string | undefined;
  /** The id that its second half shall have. */
  readonly otherId?: string | undefined;
  /** The channel that it is made for. */
  readonly requestor?: Channel | undefined;
  /** Who calls: `Alice <100>`. */
  readonly callerId?: string | undefined;
  /** The variables of the channel. */
  readonly variables: readonly RequestedVariable[];
  /** The application that hears of it. */
  readonly app: string | undefined;
  /** How long it may ring, in milliseconds; without it, as long as it takes. */
  readonly timeout: number | undefined;
  /** What becomes of it when it answers. */
  readonly then: Origination["then"];
}

/** Makes a channel and calls it, on a thread of its own. */
export function placeCall(pbx: Pbx, placement: CallPlacement): RequestResult {
  const { technology, address, id, otherId, requestor, callerId, variables, app, timeout, then } = placement;
  const result = pbx.technologies.request(technology, { address, id, otherId, requestor });
  if (result.kind !== "created") return result;
  const { channel } = result;
  prepareDial(channel, requestor);
  setCallerId(channel, callerId);
  setUpCall(pbx, channel, { variables, app, includesPeer: true });
  queueMicrotask(() => void originate(pbx, { channel, dialString: address, timeout, then }));
  return result;
}

/** Whether an id is longer than Asterisk takes, in bytes. */
export function isTooLong(id: string | undefined): boolean {
  return id !== undefined && new TextEncoder().encode(id).length > maxIdLength;
}

/** What is given is both who calls and whom it is connected with, as the dialplan takes the called for the caller. */
function setCallerId(channel: Channel, text: string | undefined): void {
  if (!text) return;
  const { name, number } = parseCallerId(text);
  if (!name && !number) return;
  channel.setCaller({ ...(name !== undefined && { name }), ...(number !== undefined && { number }) });
  channel.setConnected({ ...(name && { name }), ...(number && { number }) });
}

/** Sets the variables of a new channel, and lets the application that it is for hear of it. */
export function setUpCall(
  pbx: Pbx,
  channel: Channel,
  options: { variables: readonly RequestedVariable[]; app: string | undefined; includesPeer: boolean },
): void {
  const { variables, app, includesPeer } = options;
  const subscriber = app ? pbx.stasis.get(app) : undefined;
  try {
    if (!includesPeer) subscriber?.subscribe("channel", channel.id);
    setVariables(pbx, channel, variables);
  } catch (error) {
    // A variable that can't be set here must not leave a channel behind.
    channel.destroy();
    throw error;
  }
  if (includesPeer) {
    subscriber?.subscribe("channel", channel.id);
    const peer = UnrealPair.of(channel)?.second;
    if (peer !== undefined) subscriber?.subscribe("channel", peer.id);
  }
  reportVariables(channel, variables);
}
