import type { CallOptions } from "../../_internal/call_options.ts";
import type { AriClient } from "../client.ts";
import { AriGoneError, AriResponseError } from "../errors.ts";
import type { Bridge, Channel } from "../generated/objects.ts";
import { firstOf, onAbort } from "./first_of.ts";

/** How a {@linkcode Group} is made. */
export interface GroupOptions extends CallOptions {
  /** A name for people to read. @default {""} */
  name?: string;
  /** The bridge's id. By default one that nobody else has. */
  bridgeId?: string;
  /** Attributes of the bridge, as Asterisk takes them. @default {"mixing"} */
  type?: string;
  /** Whether who is alone in it hears music on hold; a string is the class of music. @default {true} */
  moh?: boolean | string;
}

/** How a channel comes into a {@linkcode Group}. */
export interface JoinOptions extends CallOptions {
  /** Whether its digits stay out of the bridge; flows hear them all the same. @default {false} */
  absorbDTMF?: boolean;
  /** Whether its audio stays out of the bridge. @default {false} */
  mute?: boolean;
  /** Its role, as in `announcer`. */
  role?: string;
}

/**
 * Makes a bridge in which members come and go, with music while one is alone; it lives until it is closed or disposed of.
 *
 * Rejects with what `bridges.createWithId` rejects with, and with the signal's reason.
 *
 * @example Two calls that talk to each other
 * ```ts
 * import { connect, group } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(meeting)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using room = await group(ari, { name: "meeting" });
 * await using server = ari.serve({ apps: "meeting" }, async (channel, { signal }) => {
 *   await channel.answer();
 *   await room.add(channel, { signal });
 * });
 * await server.ready;
 *
 * const alice = await pbx.phone("PJSIP/alice").call("100");
 * await room.count(1);
 * const bob = await pbx.phone("PJSIP/bob").call("100");
 * await room.count(2);
 * await alice.hangup();
 * await room.count(1);
 * await bob.hangup();
 * await room.count(0);
 * ```
 */
export async function group(ari: AriClient, options: GroupOptions = {}): Promise<Group> {
  const { bridgeId = `group-${ari.bridge().id}`, type = "mixing", name = "", moh = true, signal } = options;
  const bridge = await ari.bridges.createWithId({ bridgeId, type, name }, signal === undefined ? {} : { signal });
  return new Group(bridge, moh);
}

/** A bridge with members that come and go; {@linkcode group} makes one. */
export class Group implements AsyncDisposable {
  /** The bridge itself, for everything that it can do. */
  readonly bridge: Bridge;
  readonly #moh: boolean | string;
  readonly #handlers = new DisposableStack();
  readonly #closed = new AbortController();
  readonly #watchers = new Set<() => void>();
  /**
   * The channels that were brought in or seen to enter. Others in a bridge are none of its members: hidden channels of Asterisk's
   * that play music, which it names all the same when they come and go at that moment, and says nothing of otherwise.
   */
  readonly #known = new Set<string>();
  #members: ReadonlySet<string> = new Set();
  #hasMusic = false;
  #music: Promise<void> = Promise.resolve();

  /** Takes over a bridge that has no members yet. */
  constructor(bridge: Bridge, moh: boolean | string) {
    this.bridge = bridge;
    this.#moh = moh;
    this.#handlers.use(bridge.on("ChannelEnteredBridge", ({ bridge: { channels }, channel }) => {
      if (channel !== undefined) this.#known.add(channel.id);
      this.#change(channel === undefined ? channels : [...channels, channel.id]);
    }));
    this.#handlers.use(bridge.on("ChannelLeftBridge", (event) => {
      if (event.channel !== undefined) this.#known.delete(event.channel.id);
      this.#change(event.bridge.channels);
    }));
    this.#handlers.use(bridge.on("BridgeDestroyed", () => this.#end(`bridge "${bridge.id}" was destroyed`)));
  }

  /** The ids of the channels that are in it, as the latest event of the bridge told. */
  get members(): ReadonlySet<string> {
    return this.#members;
  }

  /**
   * Brings a channel in, which must be in the application; one that is in another bridge leaves that. Resolves when it is in.
   *
   * Rejects with {@linkcode AriGoneError} when the channel has hung up or left the application.
   */
  async add(channel: Channel, options: JoinOptions = {}): Promise<void> {
    const { signal, ...parameters } = options;
    this.#closed.signal.throwIfAborted();
    this.#known.add(channel.id);
    try {
      await this.bridge.addChannel({ channel: channel.id, ...parameters }, signal === undefined ? {} : { signal });
    } catch (error) {
      if (error instanceof AriResponseError) this.#known.delete(channel.id);
      throw explain(error, `add channel "${channel.name}" to`);
    }
  }

  /** Takes a channel out; it stays in the application. One that is not in it, or gone, is none to take out. */
  async remove(channel: Channel, options: CallOptions = {}): Promise<void> {
    try {
      await this.bridge.removeChannel({ channel: channel.id }, options);
    } catch (error) {
      if (!(error instanceof AriResponseError) || ![400, 404, 422].includes(error.status)) throw error;
    }
  }

  /** Waits until it has so many members; resolves at once when it has. Rejects with {@linkcode AriGoneError} when it closes. */
  async count(members: number, options: CallOptions = {}): Promise<void> {
    const { signal } = options;
    await firstOf<void>((settle, fail, listening) => {
      const watch = () => this.#members.size === members ? settle() : undefined;
      this.#watchers.add(watch);
      listening.defer(() => this.#watchers.delete(watch));
      listening.use(onAbort(signal, fail));
      watch();
      listening.use(onAbort(this.#closed.signal, fail));
    });
  }

  /**
   * Destroys the bridge; members stay in the application, and nobody hears music any more. Twice is harmless.
   *
   * Rejects when Asterisk cannot be reached, also when it could not be for the music.
   */
  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#end("it was closed");
    // Music that begins while its bridge is destroyed is no good: what Asterisk makes of that is a matter of chance.
    await Promise.allSettled([this.#music]);
    try {
      await this.bridge.destroy();
    } catch (error) {
      if (!(error instanceof AriResponseError) || error.status !== 404) throw error;
    }
    await this.#music;
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #change(channels: readonly string[]): void {
    this.#members = new Set(channels.filter((id) => this.#known.has(id)));
    for (const watch of [...this.#watchers]) watch();
    if (this.#moh === false) return;
    // One request after the other, each for what is the case when its turn comes; `close` tells of an error.
    this.#music = this.#music.then(() => this.#playMusic());
    this.#music.catch(() => {});
  }

  async #playMusic(): Promise<void> {
    const wanted = this.#members.size === 1 && !this.#closed.signal.aborted;
    if (wanted === this.#hasMusic || this.#closed.signal.aborted) return;
    this.#hasMusic = wanted;
    try {
      if (wanted) await this.bridge.startMoh(typeof this.#moh === "string" ? { mohClass: this.#moh } : {});
      else await this.bridge.stopMoh();
    } catch (error) {
      // 404: the bridge is gone. 409: the music has ended with who heard it.
      if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 409)) throw error;
    }
  }

  #end(why: string): void {
    this.#closed.abort(new AriGoneError(`Cannot go on with group "${this.bridge.id}": ${why}`));
    this.#handlers.dispose();
  }
}

/** Asterisk's 400 and 422 about a channel: it has hung up, or is no longer in the application. */
function explain(error: unknown, attempt: string): unknown {
  if (!(error instanceof AriResponseError) || ![400, 422].includes(error.status)) return error;
  return new AriGoneError(`Cannot ${attempt} the group: the channel is gone`, { cause: error });
}
