import type { Channel } from "./channel.ts";
import type { ChannelDriver, MediaOutcome } from "./channel_driver.ts";
import type { MediaDirection } from "./frames.ts";
import type { Pbx } from "./pbx.ts";

/** Which way: what comes from the channel, what goes to it, or both. */
export type SnoopDirection = MediaDirection | "both";

/** A wish to listen to a channel, or to speak into it. */
export interface SnoopRequest {
  /** The channel that it is about. */
  readonly spied: Channel;
  /** What is heard of it, if anything. */
  readonly spy: SnoopDirection | undefined;
  /** Who hears what is said into it, if anybody: the channel's far end with `out`. */
  readonly whisper: SnoopDirection | undefined;
  /** What `Stasis` is given: the name of the application, and its arguments behind commas. */
  readonly data: string;
  /** The id that the new channel shall have. */
  readonly id: string | undefined;
}

/**
 * Makes a channel that listens to another one, or speaks into it, and is in a Stasis application as long as both are there
 * (`res_stasis_snoop.c`). Gives `undefined` when its id is taken.
 */
export function snoop(pbx: Pbx, { spied, spy, whisper, data, id }: SnoopRequest): Channel | undefined {
  const endpoint = `Snoop/${spied.id}`;
  if (pbx.isIdTaken(id)) {
    // Asterisk has counted by the time that it notices.
    pbx.nextUniqueId();
    pbx.nextChannelNumber(endpoint);
    return undefined;
  }
  const driver = new SnoopDriver(spied, { spy, whisper });
  const channel = pbx.createChannel({
    endpoint,
    driver,
    state: "Up",
    caller: { name: "", number: "" },
    context: "default",
    exten: "s",
    protocolId: "",
    ...(id !== undefined && { id }),
  });
  driver.listen(channel);
  // A thread of its own.
  queueMicrotask(async () => {
    await pbx.dialplan.execute(channel, "Stasis", data);
    pbx.letLinger(channel);
    await nextSound(spied);
    channel.destroy();
  });
  return channel;
}

/** How a snooping channel reaches the one that it snoops on. */
class SnoopDriver implements ChannelDriver {
  readonly sendsSound: boolean;
  readonly #spied: Channel;
  readonly #spy: SnoopDirection | undefined;
  readonly #whispers: readonly MediaDirection[];
  readonly #attachments: Disposable[] = [];

  constructor(spied: Channel, options: { spy: SnoopDirection | undefined; whisper: SnoopDirection | undefined }) {
    this.#spied = spied;
    this.#spy = options.spy;
    this.#whispers = (["in", "out"] as const).filter((direction) => covers(options.whisper, direction));
    // Where nothing is said, it hears silence.
    this.sendsSound = options.spy !== undefined;
  }

  /** Begins to listen, on the channel whose far end this is. */
  listen(channel: Channel): void {
    const spied = this.#spied;
    this.#attachments.push(spied.onEnd(() => channel.hangUpQuietly()), spied.bridging.requireAudio());
    if (this.#spy === undefined) return;
    for (const media of covers(this.#spy, "in") ? spied.incoming : []) channel.receive({ kind: "media-begin", media });
    for (const media of covers(this.#spy, "out") ? spied.sound.outgoing : []) {
      channel.receive({ kind: "media-begin", media });
    }
    this.#attachments.push(spied.tap((direction, frame) => {
      if (covers(this.#spy, direction)) channel.receive(frame);
    }));
  }

  answer(): void {}

  indicate(): void {}

  sendMedia(media: string): (outcome: MediaOutcome) => void {
    if (this.#spied.isDead) return () => {};
    const whispers = this.#whispers.map((direction) => this.#spied.sound.whisper(direction, media));
    return (outcome) => {
      for (const finish of whispers) finish(outcome);
    };
  }

  sendDigit(): void {}

  hangup(): number {
    for (const attachment of this.#attachments.splice(0)) attachment[Symbol.dispose]();
    return 0;
  }
}

function covers(wanted: SnoopDirection | undefined, direction: MediaDirection): boolean {
  return wanted === "both" || wanted === direction;
}

/**
 * Waits until something is heard on a channel, or until it ends: only then does Asterisk let go of what listened to it, as
 * it looks for that with each piece of sound.
 */
function nextSound(channel: Channel): Promise<void> {
  const { sound, driver } = channel;
  const isHeard = driver.sendsSound === true && channel.state === "Up";
  if (channel.isDead || isHeard || sound.outgoing.length > 0 || [...sound.incoming].length > 0) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const tap = channel.tap(finish);
    const end = channel.onEnd(finish);
    function finish(): void {
      tap[Symbol.dispose]();
      end[Symbol.dispose]();
      resolve();
    }
  });
}
