import type { Dialplan } from "../../config/mod.ts";
import type { Channel } from "../core/channel.ts";
import type { DialplanPlace } from "../core/dialplan_runner.ts";
import type { Pbx } from "../core/pbx.ts";
import type { ChannelThread } from "./channel_thread.ts";

/** A dialplan application: runs on the channel's thread, and says how the dialplan goes on. */
export type DialplanApplication = (call: ApplicationCall) => Promise<ApplicationResult> | ApplicationResult;

/** What a {@linkcode DialplanApplication} works on. */
export interface ApplicationCall {
  /** The PBX. */
  readonly pbx: Pbx;
  /** The channel on whose thread it runs. */
  readonly channel: Channel;
  /** Its arguments, after substitution. */
  readonly data: string;
  /** What runs it. */
  readonly engine: DialplanEngine;
}

/**
 * How the dialplan goes on: with the next priority or where {@linkcode Channel.goTo} said, not at all, as if the extension
 * were too short (`Incomplete`), or with a digit that the caller has pressed.
 */
export type ApplicationResult = "continue" | "hangup" | "incomplete" | { readonly digit: string };

/** What applications and functions may use of the dialplan that runs them. */
export interface DialplanEngine {
  /** The PBX. */
  readonly pbx: Pbx;
  /** The contexts and extensions. */
  readonly model: Dialplan;
  /** What it keeps of a channel. */
  thread(channel: Channel): ChannelThread;
  /** Whether a step is there for the caller of a channel. */
  exists(channel: Channel, place: DialplanPlace): boolean;
  /** Finds the priority of a label for the caller of a channel. */
  labelOf(channel: Channel, context: string, exten: string, label: string): number | undefined;
  /** Puts values into the place of `${…}` and `$[…]`. */
  substitute(text: string, channel: Channel | undefined): string;
  /** Reads a variable or a function. */
  read(name: string, channel: Channel | undefined): string | false | undefined;
  /** Sets a variable or writes a function. */
  write(name: string, value: string | undefined, channel: Channel | undefined): void;
  /** Whether there is an application of this name, simulated or not. */
  knows(application: string): boolean;
  /** Runs an application within another one: it shows nowhere. */
  execute(channel: Channel, application: string, data: string): Promise<ApplicationResult>;
  /** Runs steps from a place until they return to before it, on the channel's thread. */
  runSubroutine(channel: Channel, target: string): Promise<void>;
}
