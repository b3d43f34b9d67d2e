import { allDigits, checkDigits } from "../../_internal/flow/entry.ts";
import type { CallOptions } from "../../_internal/call_options.ts";
import { AriGoneError } from "../errors.ts";
import type { Channel } from "../generated/objects.ts";
import type { PlaybackEnd, PlaybackWaits } from "../object_waits.ts";
import { hostOf } from "../objects.ts";
import { callOf } from "./channel_call.ts";
import { firstOf, onAbort } from "./first_of.ts";

/** What {@linkcode whenAny} waits for; at least one of them. */
export interface WhenAnyOptions extends CallOptions {
  /** A digit: any, or one of the string. The oldest kept one comes first; others stay kept. */
  digits?: boolean | string;
  /** The end of a playback, whatever it was; it is not stopped by anything else that comes first. */
  playback?: PlaybackWaits;
  /** The end of the call; without it that rejects. @default {false} */
  hangup?: boolean;
  /** So many milliseconds. */
  timeout?: number;
}

/** What came first. */
export type First =
  | { readonly type: "digit"; readonly digit: string }
  /** The playback has ended; `gone` when only its absence was seen. */
  | { readonly type: "finished"; readonly state: PlaybackEnd["state"] }
  | { readonly type: "hangup"; readonly reason: AriGoneError }
  | { readonly type: "timedOut" };

/**
 * Waits for the first of several things on a channel: a digit, the end of a playback, the end of the call, some time.
 *
 * What comes second is not lost: a digit is kept for the next flow. What has come already counts, in this order: a digit, the
 * end of the call. With `digits` it waits for the flow before on that channel, as {@linkcode collect} does.
 *
 * Rejects with an {@linkcode AriGoneError} when the channel hangs up or leaves the application, unless `hangup` is true, and
 * with the signal's reason.
 *
 * @example Music until the caller presses a key or gives up
 * ```ts
 * import { connect, whenAny } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(music)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "music" }, async (channel) => {
 *   await channel.answer();
 *   await channel.startMoh();
 *   const first = await whenAny(channel, { digits: "#", hangup: true, timeout: 60_000 });
 *   console.log(first.type); // "digit"
 *   if (first.type !== "hangup") await channel.hangup();
 * });
 * await server.ready;
 *
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.answered();
 * await call.press("#");
 * await call.ended();
 * ```
 */
export async function whenAny(channel: Channel, options: WhenAnyOptions): Promise<First> {
  const { digits = false, playback, hangup = false, timeout, signal } = options;
  const attempt = "Cannot wait for the first of several things";
  if (digits === false && playback === undefined && !hangup && timeout === undefined) {
    throw new TypeError(`${attempt}: none of digits, playback, hangup and timeout is given`);
  }
  if (timeout !== undefined && !(timeout > 0)) {
    throw new RangeError(`${attempt} as timeout must be more than 0 milliseconds: current value is ${timeout}`);
  }
  if (typeof digits === "string") checkDigits(attempt, "digits", digits);
  const call = callOf(channel);
  const host = hostOf(channel);
  const wanted = digits === true ? allDigits : digits || "";
  signal?.throwIfAborted();
  call.check();
  const wait = () =>
    firstOf<First>((settle, fail, listening) => {
      const watch = () => {
        const digit = wanted === "" ? undefined : call.take(wanted);
        if (digit !== undefined) settle({ type: "digit", digit });
      };
      listening.use(onAbort(signal, fail));
      listening.use(call.watch(watch));
      watch();
      listening.use(onAbort(call.signal, (reason) => {
        if (hangup && reason instanceof AriGoneError) settle({ type: "hangup", reason });
        else fail(reason);
      }));
      if (timeout !== undefined) listening.use(host.clock.schedule(timeout, () => settle({ type: "timedOut" })));
      if (playback === undefined) return;
      const given = new AbortController();
      listening.defer(() => given.abort());
      playback.finished({ signal: given.signal }).then(({ state }) => settle({ type: "finished", state }), fail);
    });
  return await (wanted === "" ? wait() : call.alone(signal, wait));
}
