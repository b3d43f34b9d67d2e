import type { AriEvent } from "./generated/events.ts";
import type { Operation } from "./operation.ts";

/** How many channels, playbacks and recordings are remembered, the latest of them. */
const memoryLimit = 1_000;

const destroyed = ["ChannelDestroyed"];

/** Operation → the class of what it begins, the parameter that names it, and the events that end it. */
const begins: Readonly<Record<string, readonly [className: string, parameter: string, ends: readonly string[]]>> = {
  "channels.originate": ["Channel", "channelId", destroyed],
  "channels.originateWithId": ["Channel", "channelId", destroyed],
  "channels.create": ["Channel", "channelId", destroyed],
  "channels.externalMedia": ["Channel", "channelId", destroyed],
  "channels.snoopChannel": ["Channel", "snoopId", destroyed],
  "channels.snoopChannelWithId": ["Channel", "snoopId", destroyed],
  "channels.play": ["Playback", "playbackId", ["PlaybackFinished"]],
  "channels.playWithId": ["Playback", "playbackId", ["PlaybackFinished"]],
  "bridges.play": ["Playback", "playbackId", ["PlaybackFinished"]],
  "bridges.playWithId": ["Playback", "playbackId", ["PlaybackFinished"]],
  "channels.record": ["LiveRecording", "name", ["RecordingFinished", "RecordingFailed"]],
  "bridges.record": ["LiveRecording", "name", ["RecordingFinished", "RecordingFailed"]],
};

/**
 * Remembers how the channels, playbacks and recordings ended that this client began, for those who ask afterwards: events overtake answers, so a
 * short one can be over before the program has its object.
 */
export class EndMemory {
  readonly #on: (key: string, name: string, handler: (event: AriEvent) => void) => Disposable;
  readonly #known = new Map<string, { event?: AriEvent; readonly listening: Disposable }>();

  /** `on` adds a handler for events about one object. */
  constructor(on: (key: string, name: string, handler: (event: AriEvent) => void) => Disposable) {
    this.#on = on;
  }

  /** Begins to listen before an operation is sent that begins something; disposing forgets it, as when it was refused. */
  watch(operation: Operation, parameters: Parameters | undefined): Disposable | undefined {
    const key = madeKey(operation, parameters);
    if (key === undefined) return undefined;
    const [, , ends = []] = begins[operation.id] ?? [];
    this.#forget(key);
    const listening = new DisposableStack();
    const entry: { event?: AriEvent; readonly listening: Disposable } = { listening };
    for (const name of ends) listening.use(this.#on(key, name, (event) => entry.event = event));
    this.#known.set(key, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > memoryLimit && oldest !== undefined) this.#forget(oldest);
    return {
      [Symbol.dispose]: () => {
        if (this.#known.get(key) === entry) this.#forget(key);
      },
    };
  }

  /** The event that ended an object, if it is known. */
  endOf(key: string): AriEvent | undefined {
    return this.#known.get(key)?.event;
  }

  /** Whether this client has begun such an object, among the latest. */
  has(key: string): boolean {
    return this.#known.has(key);
  }

  #forget(key: string): void {
    this.#known.get(key)?.listening[Symbol.dispose]();
    this.#known.delete(key);
  }
}

/** The key of what an operation makes, unless it makes nothing, or Asterisk makes the name up. */
export function madeKey({ id }: Operation, parameters: Parameters = {}): string | undefined {
  const [className = "", parameter = ""] = Object.hasOwn(begins, id) ? begins[id] ?? [] : [];
  const name = parameters[parameter];
  return name === undefined ? undefined : `${className} ${name}`;
}

type Parameters = Readonly<Record<string, unknown>>;
