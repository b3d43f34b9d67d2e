import { dialStatusOfControl, publishDial } from "./dialer.ts";
import type { Pbx } from "./pbx.ts";
import type { StasisControl } from "./stasis_control.ts";

/** `AST_CAUSE_NORMAL` */
const normalClearing = 16;
/** `AST_CAUSE_NO_ANSWER` */
const noAnswer = 19;

/**
 * Calls a channel that an application has made and that stays in it, on the channel's thread (`app_control_dial`). What its
 * far end says is reported from then on, as long as nobody else reads the channel; `false` when it can not be called, and
 * then it hangs up.
 */
export function dialCreated(
  pbx: Pbx,
  control: StasisControl,
  options: { dialString: string; timeout: number | undefined },
): boolean {
  const { channel } = control;
  const { dialString, timeout } = options;
  // A bridge that it is in, or enters, reads it first, and says the same.
  channel.read((frame) => {
    const status = frame.kind === "control" ? dialStatusOfControl(frame.control) : undefined;
    if (status !== undefined) publishDial(pbx, { peer: channel }, status);
  }, { isLast: true });
  const timer = timeout === undefined ? undefined : pbx.clock.schedule(timeout, () => {
    if (channel.state === "Up") return;
    control.queue(() => {
      channel.setHangupCause(noAnswer);
      channel.requestHangup({ cause: softhangupExplicit, soft: true });
      return true;
    });
  });
  channel.onHangup(() => {
    timer?.[Symbol.dispose]();
    // It has been in a bridge of its own, which gives a cause to whom has none.
    if (channel.hangupCause === 0) channel.setHangupCause(normalClearing);
  });
  if (!channel.call(dialString)) {
    channel.hangUpQuietly();
    return false;
  }
  control.isInDialBridge = true;
  publishDial(pbx, { peer: channel, dialString }, "");
  return true;
}

/** The flag `AST_SOFTHANGUP_EXPLICIT`. */
const softhangupExplicit = 32;
