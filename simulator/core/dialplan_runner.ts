import type { Channel } from "./channel.ts";

/** A place in the dialplan, as somebody asks for it. */
export interface DialplanPlace {
  /** The context. */
  readonly context: string;
  /** The extension. */
  readonly exten: string;
  /** The priority, from 1. */
  readonly priority: number;
}

/** What the model needs of a dialplan; the simulator gives it one made from `extensions.conf`. */
export interface DialplanRunner {
  /** Whether there is such a step for a caller of this number. */
  has(place: DialplanPlace, callerNumber: string): boolean;
  /** Finds the priority of a label. */
  findLabel(context: string, exten: string, label: string, callerNumber: string): number | undefined;
  /**
   * Is the channel's thread from now on: runs the dialplan from where the channel is, until it ends or the channel hangs
   * up, and then destroys the channel. It does not reject.
   */
  run(channel: Channel): Promise<void>;
  /**
   * Runs the dialplan as {@linkcode DialplanRunner.run} does, on a channel that somebody else hangs up: it is left as it is
   * when the dialplan ends.
   */
  runOnly(channel: Channel): Promise<void>;
  /** Runs one application on the channel's thread, outside of the dialplan (`pbx_exec`). It does not reject. */
  execute(channel: Channel, application: string, data: string): Promise<unknown>;
  /**
   * Reads a variable or a function, as `${…}` would, of a channel or of the PBX; `undefined` when it is not set, and
   * `false` for a function that Asterisk can not read. Throws `NotSimulatedError` for one that only Asterisk can.
   */
  read(name: string, channel: Channel | undefined): string | false | undefined;
  /** Reads a global variable. */
  global(name: string): string | undefined;
  /** Sets a variable or writes a function, of a channel or of the PBX; no value removes it. */
  write(name: string, value: string | undefined, channel: Channel | undefined): void;
}
