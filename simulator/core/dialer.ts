import type { Channel } from "./channel.ts";
import type { Control } from "./frames.ts";
import type { Pbx } from "./pbx.ts";

/** A dialling that is to be done. */
export interface Dialling {
  /** The channel that is called; a technology has made it. */
  readonly channel: Channel;
  /** What its driver is told: the address without the technology. */
  readonly dialString: string;
  /** How long it may take, in milliseconds; without it, as long as it takes. */
  readonly timeout?: number | undefined;
}

/** How a dialling ended; a channel that did not answer is gone. */
export type DialResult = "answered" | "unanswered" | "timeout";

/** `AST_CAUSE_NO_ANSWER` */
const noAnswer = 19;

/** The dial status of what a far end says (`handle_frame` in `main/dial.c`). */
const controlStatuses: Readonly<Partial<Record<Control, string>>> = {
  answer: "ANSWER",
  busy: "BUSY",
  congestion: "CONGESTION",
  ringing: "RINGING",
  progress: "PROGRESS",
  proceeding: "PROCEEDING",
};

/** What becomes of a channel whose far end hung up (`ast_hangup_cause_to_dial_status`). */
export function dialStatusOfCause(cause: number): string {
  switch (cause) {
    case 17:
      return "BUSY";
    case 34:
      return "CONGESTION";
    case 3:
    case 20:
      return "CHANUNAVAIL";
    default:
      return "NOANSWER";
  }
}

/** The dial status of what a far end says, or `undefined` when it is none. */
export function dialStatusOfControl(control: Control): string | undefined {
  return controlStatuses[control];
}

/** Says how a dialling goes (`ast_channel_publish_dial`); a dialling of nobody has no caller. */
export function publishDial(pbx: Pbx, dialled: Dialled, dialStatus: string): void {
  const { caller, peer, dialString = "" } = dialled;
  pbx.publish({
    kind: "channel-dial",
    caller: caller?.snapshot,
    peer: peer.snapshot,
    forwarded: undefined,
    forward: "",
    dialString,
    dialStatus,
  });
}

/** Who dials whom. */
export interface Dialled {
  /** The channel that is called. */
  readonly peer: Channel;
  /** The channel that calls, when there is one. */
  readonly caller?: Channel | undefined;
  /** The address without the technology. */
  readonly dialString?: string;
}

/**
 * Calls a channel for nobody, and waits until it answers, or does not and is gone (`ast_dial_run`). What becomes of an
 * answered channel is the caller's business.
 */
export async function dial(pbx: Pbx, { channel, dialString, timeout }: Dialling): Promise<DialResult> {
  const dialled: Dialled = { peer: channel, dialString };
  if (!channel.call(dialString)) {
    channel.destroy();
    return "unanswered";
  }
  publishDial(pbx, dialled, "");
  const { promise, resolve } = Promise.withResolvers<DialResult>();
  let isSettled = false;
  const settle = (result: DialResult) => {
    if (isSettled) return;
    isSettled = true;
    if (result !== "answered") channel.destroy();
    resolve(result);
  };
  using _timer = timeout === undefined ? undefined : pbx.clock.schedule(timeout, () => {
    if (!isSettled) channel.setHangupCause(noAnswer);
    settle("timeout");
  });
  using _reader = channel.read((frame) => {
    const status = frame.kind === "control" ? dialStatusOfControl(frame.control) : undefined;
    if (status === undefined || isSettled) return;
    publishDial(pbx, dialled, status);
    if (status === "ANSWER") settle("answered");
    if (status === "BUSY" || status === "CONGESTION") settle("unanswered");
  });
  // What the far end said before it hung up is read first, so an answer counts.
  using _hangup = channel.onHangup(() =>
    queueMicrotask(() => {
      if (isSettled) return;
      publishDial(pbx, dialled, dialStatusOfCause(channel.hangupCause));
      settle("unanswered");
    })
  );
  return await promise;
}
