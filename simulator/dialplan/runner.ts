import { findFunction } from "../../config/dialplan/known_applications.ts";
import type { Channel } from "../core/channel.ts";
import type { DialplanPlace, DialplanRunner } from "../core/dialplan_runner.ts";
import type { Pbx } from "../core/pbx.ts";
import { NotSimulatedError } from "../errors.ts";
import type { Dialplan } from "./load.ts";
import { type DialplanHooks, executeApplication, runDialplan, runSteps } from "./run.ts";
import { readVariable } from "./substitute.ts";

/** The dialplan of an `extensions.conf`, as the model asks for it. */
export class FileDialplan implements DialplanRunner {
  readonly #pbx: Pbx;
  readonly #dialplan: Dialplan;
  readonly #globals: Map<string, string>;
  readonly #hooks: DialplanHooks;

  constructor(pbx: Pbx, dialplan: Dialplan, hooks: DialplanHooks) {
    this.#pbx = pbx;
    this.#dialplan = dialplan;
    this.#globals = new Map(dialplan.globals);
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

  runOnly(channel: Channel): Promise<void> {
    return runSteps(this.#pbx, channel, this.#dialplan, this.#hooks);
  }

  execute(channel: Channel, application: string, data: string): Promise<void> {
    return executeApplication(this.#pbx, channel, { name: application, data }, this.#hooks);
  }

  read(name: string, channel: Channel | undefined): string | undefined {
    if (channel !== undefined) return readVariable(name, channel, this.#dialplan);
    return this.#builtIn(name) ?? this.#globals.get(name);
  }

  write(name: string, value: string | undefined, channel: Channel | undefined): void {
    if (name.endsWith(")")) return this.#writeFunction(name, value, channel);
    if (channel === undefined) this.#setGlobal(name, value);
    else channel.setVariable(name, value);
  }

  #writeFunction(text: string, value: string | undefined, channel: Channel | undefined): void {
    const [, name = "", argument = ""] = /^([^(]*)\((.*)\)$/s.exec(text) ?? [];
    // Asterisk only logs that there is no such function.
    if (findFunction(name) === undefined) return;
    if (name !== "GLOBAL" || channel !== undefined) throw notSimulated("set", text);
    this.#setGlobal(argument, value);
  }

  #setGlobal(name: string, value: string | undefined): void {
    // The underscores that make a variable of a channel inherited go, as there is nothing to inherit.
    const variable = name.replace(/^__?/, "");
    if (value === undefined) this.#globals.delete(variable);
    else this.#globals.set(variable, value);
    this.#pbx.publish({ kind: "channel-variable", channel: undefined, variable, value: value ?? "" });
  }

  /** What Asterisk knows of itself. */
  #builtIn(name: string): string | undefined {
    switch (name) {
      case "EPOCH":
        return String(Math.floor(this.#pbx.clock.now() / 1_000));
      case "SYSTEMNAME":
        return "";
      case "ASTETCDIR":
        return "/etc/asterisk";
      default:
        return undefined;
    }
  }
}

function notSimulated(verb: string, name: string): NotSimulatedError {
  return new NotSimulatedError(`Cannot ${verb} "${name}": not simulated yet, use a variable of a channel`);
}
