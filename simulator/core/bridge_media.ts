import type { Bridge } from "./bridge.ts";
import type { BridgeMember } from "./bridge_member.ts";
import type { MediaOutcome } from "./channel_driver.ts";
import type { IncomingMedia } from "./frames.ts";
import { silence } from "./incoming_sound.ts";

/** One who hears a medium. */
interface Listener {
  readonly since: number;
  readonly finish: (outcome: MediaOutcome) => void;
}

/** A medium that a member sends into the bridge. */
interface Source {
  readonly from: BridgeMember;
  readonly since: number;
  readonly listeners: Map<BridgeMember, Listener>;
}

/** What the members of a bridge hear of each other. */
export class BridgeMedia {
  readonly #bridge: Bridge;
  readonly #sources = new Map<IncomingMedia, Source>();
  /** The silence that a mixer sends to everybody, whoever says anything. */
  readonly #silences = new Map<BridgeMember, (outcome: MediaOutcome) => void>();

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** A member begins to send. */
  begin(from: BridgeMember, media: IncomingMedia): void {
    if (from.features.isMuted || this.#sources.has(media)) return;
    this.#sources.set(media, { from, since: this.#now, listeners: new Map() });
    this.refresh();
  }

  /** Its sending ends. */
  end(media: IncomingMedia, outcome: MediaOutcome): void {
    const source = this.#sources.get(media);
    this.#sources.delete(media);
    for (const listener of source?.listeners.values() ?? []) {
      // Who came in between has not heard all of it.
      const isWhole = listener.since === source?.since;
      listener.finish(isWhole ? outcome : { complete: false, played: this.#now - listener.since });
    }
  }

  /** A member is gone. */
  drop(member: BridgeMember): void {
    for (const [media, source] of this.#sources) {
      if (source.from === member) this.end(media, { complete: false, played: this.#now - source.since });
    }
    this.refresh();
  }

  /** Members or their technology have changed: who hears whom may have, too. */
  refresh(): void {
    const { members, technology } = this.#bridge;
    this.#refreshSilence();
    for (const [media, { from, listeners }] of this.#sources) {
      const isPassed = technology.passes("media-begin", from);
      for (const member of members) {
        const hears = isPassed && member !== from && member.state === "waiting" && !member.hasJustJoined;
        if (hears && !listeners.has(member)) {
          listeners.set(member, { since: this.#now, finish: member.channel.sendMedia(media.media) });
        }
      }
      for (const [member, { since, finish }] of listeners) {
        if (isPassed && members.includes(member) && member.state === "waiting") continue;
        listeners.delete(member);
        finish({ complete: false, played: this.#now - since });
      }
    }
  }

  #refreshSilence(): void {
    const { members, technology } = this.#bridge;
    const isMixed = technology.capability === "multimix";
    for (const member of members) {
      if (!isMixed || this.#silences.has(member) || member.hasJustJoined || member.state !== "waiting") continue;
      this.#silences.set(member, member.channel.sendMedia(silence));
    }
    for (const [member, finish] of this.#silences) {
      if (isMixed && members.includes(member)) continue;
      this.#silences.delete(member);
      finish({ complete: false, played: 0 });
    }
  }

  get #now(): number {
    return this.#bridge.pbx.clock.now();
  }
}
