import type { Channel } from "./channel.ts";
import type { Recording } from "./recording.ts";
import { RecordingSpool } from "./recording_spool.ts";

/** All recordings: the live ones by name, and the spool that keeps them. */
export class Recordings {
  readonly spool: RecordingSpool;
  readonly #live = new Map<string, Recording>();

  /** `files` lie in the spool at the start, by name with extension. */
  constructor(files: Readonly<Record<string, Uint8Array>> = {}) {
    this.spool = new RecordingSpool(files);
  }

  /** A recording that waits or goes on. */
  find(name: string): Recording | undefined {
    return this.#live.get(name);
  }

  /** All that wait or go on. */
  list(): Recording[] {
    return [...this.#live.values()];
  }

  /** Adds one; there must be none of its name. */
  add(recording: Recording): void {
    this.#live.set(recording.name, recording);
  }

  /** Forgets one; nothing happens when it is not there. */
  remove(recording: Recording): void {
    if (this.#live.get(recording.name) === recording) this.#live.delete(recording.name);
  }

  /** Whether something is recorded on a channel, or waits to be: then it can not be added to a bridge. */
  isRecording(channel: Channel): boolean {
    return this.list().some((recording) => recording.channel === channel);
  }
}
