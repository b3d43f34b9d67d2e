import type { Bridge } from "./bridge.ts";
import type { Channel } from "./channel.ts";
import type { ChannelSnapshot, TransferTarget } from "./facts.ts";
import type { Pbx } from "./pbx.ts";

/** How an application says that a transfer goes, and the SIP status that the phone is told. */
const states = {
  channel_progress: { state: "channel_progress", status: 100 },
  channel_answered: { state: "channel_answered", status: 200 },
  // Asterisk tells the phone the difference, but not the application.
  channel_unavailable: { state: "channel_declined", status: 503 },
  channel_declined: { state: "channel_declined", status: 603 },
} as const;

/** What an application may say of a transfer. */
export type TransferState = keyof typeof states;

/** Whether a text is a {@linkcode TransferState}. */
export function isTransferState(text: string): text is TransferState {
  return Object.hasOwn(states, text);
}

/** A phone that waits for what becomes of its transfer. */
interface Request {
  readonly target: TransferredTo;
  /** What was said last. */
  state: string;
  readonly finish: (status: number) => void;
}

/** Where a phone wants somebody to be transferred to. */
export interface TransferredTo {
  /** The extension; an empty string when it is to another call. */
  readonly destination: string;
  /** The other call. */
  readonly channel?: Channel;
}

/** The channels whose transfers are left to applications (`PJSIP_TRANSFER_HANDLING()`). */
const askers = new WeakSet<Channel>();
/** What their phones wait for. */
const pending = new WeakMap<Channel, Request[]>();

/** Leaves the transfers that a channel's phone asks for to applications, or has Asterisk carry them out. */
export function setTransferHandling(channel: Channel, asksApplications: boolean): void {
  if (asksApplications) askers.add(channel);
  else askers.delete(channel);
}

/** Whether the transfers that a channel's phone asks for are left to applications. */
export function asksApplications(channel: Channel): boolean {
  return askers.has(channel);
}

/** Tells applications what a phone asks for, and resolves with the SIP status when one of them has said how it went. */
export function requestTransfer(pbx: Pbx, channel: Channel, target: TransferredTo): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  // What is said of it is looked for among what is said to the phone.
  const hook = channel.bridging.requireAudio();
  const request: Request = {
    target,
    state: "",
    finish: (status) => {
      end[Symbol.dispose]();
      hook[Symbol.dispose]();
      pending.set(channel, (pending.get(channel) ?? []).filter((other) => other !== request));
      resolve(status);
    },
  };
  const end = channel.onEnd(() => {
    publish(pbx, channel, request);
    request.finish(states.channel_unavailable.status);
  });
  pending.set(channel, [...pending.get(channel) ?? [], request]);
  publish(pbx, channel, request);
  return promise;
}

/** An application says how the transfers that a channel's phone has asked for go; nobody hears it when there are none. */
export function reportTransfer(pbx: Pbx, channel: Channel, report: TransferState): void {
  const { state, status } = states[report];
  for (const request of pending.get(channel) ?? []) {
    request.state = state;
    publish(pbx, channel, request);
    if (status >= 200) request.finish(status);
  }
}

function publish(pbx: Pbx, channel: Channel, { target, state }: Request): void {
  const { destination, channel: other } = target;
  const referTo: TransferTarget = {
    destination: { destination, ...(other !== undefined && { protocolId: other.snapshot.protocolId }) },
    destinationChannel: other?.snapshot,
    ...sidesOf(other),
  };
  const referredBy = { channel: channel.snapshot, ...sidesOf(channel) };
  pbx.publish({ kind: "channel-transfer", channel: channel.snapshot, state, referTo, referredBy });
}

/** With whom a channel is connected, and where. */
function sidesOf(channel: Channel | undefined): {
  connectedChannel: ChannelSnapshot | undefined;
  bridge: Bridge["snapshot"] | undefined;
} {
  const bridge = channel?.bridging.bridge;
  const peer = channel === undefined ? undefined : bridge?.peerOf(channel);
  return { connectedChannel: peer?.snapshot, bridge: bridge?.snapshot };
}
