import type { PlayEnd } from "../../_internal/flow/flow_call.ts";
import { AriResponseError } from "../errors.ts";
import type { Channel } from "../generated/objects.ts";
import type { PlaybackHandle } from "../handles.ts";
import { makeHandle, type ObjectHost } from "../objects.ts";
import { firstOf, onAbort } from "./first_of.ts";

/** What is played, and what stops it. */
export interface PlayUntilOptions {
  readonly channel: Channel;
  readonly host: ObjectHost;
  readonly media: readonly string[];
  /** The digit that stops it, once there is one. */
  readonly find: () => string | undefined;
  /** Calls back after each digit. */
  readonly watch: (watcher: () => void) => Disposable;
  /** Stop it, too; the first one to abort gives the reason. */
  readonly signals: readonly AbortSignal[];
}

/** How a playback ended. */
export type PlaybackEnd = PlayEnd | { readonly type: "failed" };

/**
 * Plays media as one playback, so that there is no gap between them, until it ends or is stopped. Everything that may stop it
 * is listened to before Asterisk is asked to play, as events can be faster than the answer. One of whose end Asterisk says nothing, as
 * of a recording that is not there, or that was missed with the connection, has finished once it is gone.
 */
export async function playUntil(options: PlayUntilOptions): Promise<PlaybackEnd> {
  const { channel, host, media, find, watch, signals } = options;
  const playbackId = host.newId("flow");
  // The one cast: what a handle is made with is its type.
  const playback = makeHandle(host, "Playback", playbackId) as PlaybackHandle;
  let asked: Promise<{ stop(): Promise<void> } | undefined> = Promise.resolve(undefined);
  let isFinished = false;
  try {
    return await firstOf<PlaybackEnd>((settle, fail, listening) => {
      let started = 0;
      listening.use(playback.on("PlaybackStarted", () => started++));
      const given = new AbortController();
      listening.defer(() => given.abort());
      playback.finished({ signal: given.signal }).then(({ state }) => {
        isFinished = true;
        settle({ type: state === "failed" ? "failed" : "finished" });
      }, fail);
      listening.use(watch(() => {
        const digit = find();
        if (digit !== undefined) settle({ type: "stopped", digit, at: Math.max(0, started - 1) });
      }));
      for (const signal of signals) listening.use(onAbort(signal, fail));
      asked = channel.playWithId({ playbackId, media: [...media] });
      asked.catch(fail);
    });
  } finally {
    if (!isFinished) {
      // Only what Asterisk has taken can be stopped; without an answer there is nothing to stop.
      const asking = await asked.catch(() => undefined);
      await asking?.stop().catch(ignoreOver);
    }
  }
}

/** 404: it has ended meanwhile. 500: Asterisk cannot stop what is spoken, as numbers; it ends by itself. */
function ignoreOver(error: unknown): void {
  if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 500)) throw error;
}
