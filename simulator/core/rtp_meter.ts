import type { Clock } from "../../_internal/clock.ts";

/** How much sound is in one packet, in milliseconds. */
const packetLength = 20;

/** The octets of sound in one packet, of 8,000 samples a second in as many octets. */
const packetSize = 160;

/** How many packets went one way. */
export interface RtpCount {
  /** The packets. */
  readonly packets: number;
  /** The octets of sound in them. */
  readonly octets: number;
}

/** Counts the RTP of a line that loses nothing and delays nothing, with a far end that sends all the time. */
export class RtpMeter {
  readonly #clock: Clock;
  readonly #random: () => number;
  #ssrcs: { readonly local: number; readonly remote: number } | undefined;
  readonly #start: number;
  #sent = 0;
  #sending = 0;
  #sendingSince = 0;

  /** Begins to count. */
  constructor({ clock, random }: { readonly clock: Clock; readonly random: () => number }) {
    this.#clock = clock;
    this.#start = clock.now();
    this.#random = random;
  }

  /** The synchronisation sources: of what Asterisk sends, and of what the far end sends. */
  get ssrcs(): { readonly local: number; readonly remote: number } {
    return this.#ssrcs ??= {
      local: Math.floor(this.#random() * 2 ** 31),
      remote: Math.floor(this.#random() * 2 ** 32),
    };
  }

  /** What the far end has sent. */
  get received(): RtpCount {
    return count(this.#clock.now() - this.#start);
  }

  /** What was sent to it. */
  get sent(): RtpCount {
    return count(this.#sent + (this.#sending > 0 ? this.#clock.now() - this.#sendingSince : 0));
  }

  /** Begins to send; what it returns is called when that ends. What is sent at the same time is mixed. */
  send(): () => void {
    if (this.#sending++ === 0) this.#sendingSince = this.#clock.now();
    return () => {
      if (--this.#sending === 0) this.#sent += this.#clock.now() - this.#sendingSince;
    };
  }
}

function count(duration: number): RtpCount {
  const packets = Math.floor(duration / packetLength);
  return { packets, octets: packets * packetSize };
}
