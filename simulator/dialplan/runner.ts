import type { Channel } from "../core/channel.ts";
import type { DialplanPlace, DialplanRunner } from "../core/dialplan_runner.ts";
import type { Pbx } from "../core/pbx.ts";
import { NotSimulatedError } from "../errors.ts";
import type { Dialplan } from "./load.ts";
import { type DialplanHooks, runDialplan } from "./run.ts";
import { readVariable } from "./substitute.ts";

/** The dialplan of an `extensions.conf`, as the model asks for it. */
export class FileDialplan implements DialplanRunner {
  readonly #pbx: Pbx;
  readonly #dialplan: Dialplan;
  readonly #hooks: DialplanHooks;

  constructor(pbx: Pbx, dialplan: Dialplan, hooks: DialplanHooks) {
    this.#pbx = pbx;
    this.#dialplan = dialplan;
    this.#hooks = hooks;
  }

  has({ context, exten, priority }: DialplanPlace): boolean {
    return this.#dialplan.find(context, exten, priority) !== undefined;
  }

  findLabel(context: string, exten: string, label: string): number | undefined {
    return this.#dialplan.findLabel(context, exten, label);
  }

  run(channel: Channel): Promise<void> {
    return runDialplan(this.#pbx, channel, this.#dialplan, this.#hooks);
  }

  read(name: string, channel: Channel | undefined): string | undefined {
    if (channel !== undefined) return readVariable(name, channel, this.#dialplan);
    if (name.endsWith(")")) throw notSimulated("read", name);
    return this.#dialplan.globals.get(name);
  }

  write(name: string, value: string | undefined, channel: Channel | undefined): void {
    if (name.endsWith(")")) throw notSimulated("set", name);
    if (channel === undefined) throw notSimulated("set", name);
    channel.setVariable(name, value);
  }
}

function notSimulated(verb: string, name: string): NotSimulatedError {
  return new NotSimulatedError(`Cannot ${verb} "${name}": not simulated yet, use a variable of a channel`);
}
