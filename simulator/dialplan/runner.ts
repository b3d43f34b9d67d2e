import { type Dialplan, substitute } from "../../config/mod.ts";
import type { Channel } from "../core/channel.ts";
import type { DialplanPlace, DialplanRunner } from "../core/dialplan_runner.ts";
import type { Pbx } from "../core/pbx.ts";
import type { ApplicationResult, DialplanEngine } from "./application.ts";
import { findApplication, isApplication } from "./applications.ts";
import { ChannelThread } from "./channel_thread.ts";
import { findFunction } from "./functions.ts";
import { type DialplanHooks, executeApplication, runDialplan, runHandler, runSteps } from "./run.ts";

/** The dialplan of an `extensions.conf`, as the model asks for it, and as its own applications do. */
export class FileDialplan implements DialplanRunner, DialplanEngine {
  readonly pbx: Pbx;
  readonly model: Dialplan;
  readonly #hooks: DialplanHooks;
  readonly #globals: Map<string, string>;
  readonly #threads = new WeakMap<Channel, ChannelThread>();

  constructor(pbx: Pbx, model: Dialplan, hooks: DialplanHooks) {
    this.pbx = pbx;
    this.model = model;
    this.#hooks = hooks;
    this.#globals = new Map([...model.globals.values()].map(({ name, value }) => [name, value]));
  }

  has({ context, exten, priority }: DialplanPlace, callerNumber: string): boolean {
    return this.model.find(context, exten, priority, this.#options(callerNumber)).kind === "priority";
  }

  findLabel(context: string, exten: string, label: string, callerNumber: string): number | undefined {
    const found = this.model.findLabel(context, exten, label, this.#options(callerNumber));
    return found.kind === "priority" ? found.priority.number : undefined;
  }

  exists(channel: Channel, place: DialplanPlace): boolean {
    return this.has(place, channel.caller.number);
  }

  labelOf(channel: Channel, context: string, exten: string, label: string): number | undefined {
    return this.findLabel(context, exten, label, channel.caller.number);
  }

  thread(channel: Channel): ChannelThread {
    let thread = this.#threads.get(channel);
    if (thread === undefined) this.#threads.set(channel, thread = new ChannelThread());
    return thread;
  }

  run(channel: Channel): Promise<void> {
    return runDialplan(this, channel, this.#hooks);
  }

  async runOnly(channel: Channel): Promise<void> {
    await runSteps(this, channel, this.#hooks);
  }

  async execute(channel: Channel, application: string, data: string): Promise<ApplicationResult> {
    return await executeApplication(this, channel, { name: application, data }, this.#hooks);
  }

  async runSubroutine(channel: Channel, target: string): Promise<void> {
    await runHandler(this, channel, target, this.#hooks);
  }

  knows(application: string): boolean {
    return this.pbx.release.canRun(application) && isApplication(application);
  }

  /** Runs an application that is known to be there. */
  async call(channel: Channel, name: string, data: string): Promise<ApplicationResult> {
    const application = this.pbx.release.canRun(name) ? findApplication(name) : undefined;
    if (application === undefined) return "hangup";
    return await application({ pbx: this.pbx, channel, data, engine: this });
  }

  substitute(text: string, channel: Channel | undefined): string {
    if (!text.includes("${") && !text.includes("$[")) return text;
    return substitute(text, {
      variable: (name) => this.#variable(name, channel),
      function: (name, inner, nested) => {
        const found = findFunction(name);
        if (found === undefined) return undefined;
        return found.read?.({ engine: this, channel, text: inner, nested }) ?? "";
      },
    }).value;
  }

  read(name: string, channel: Channel | undefined): string | false | undefined {
    if (!name.endsWith(")")) return this.#variable(name, channel);
    const [functionName, text] = splitFunction(name);
    const found = findFunction(functionName);
    if (found?.read === undefined) return false;
    return found.read({ engine: this, channel, text }) ?? false;
  }

  global(name: string): string | undefined {
    return this.#globals.get(name);
  }

  write(name: string, value: string | undefined, channel: Channel | undefined): void {
    if (name.endsWith(")")) {
      const [functionName, text] = splitFunction(name);
      // Asterisk only logs that there is no such function, or that it can not be written.
      findFunction(functionName)?.write?.({ engine: this, channel, text }, value ?? "");
    } else if (channel === undefined) this.#setGlobal(name, value);
    else channel.setVariable(name, value);
  }

  #options(callerId: string): { callerId: string; time: Date } {
    return { callerId, time: new Date(this.pbx.clock.now()) };
  }

  #variable(name: string, channel: Channel | undefined): string | undefined {
    return builtIn(name, channel) ?? this.#hint(name, channel) ?? systemVariable(name, this.pbx) ??
      channel?.variables.get(name) ??
      this.#globals.get(name);
  }

  /** The devices and the name of the hint of the present extension. */
  #hint(name: string, channel: Channel | undefined): string | undefined {
    if (channel === undefined || (name !== "HINT" && name !== "HINTNAME")) return undefined;
    const hint = this.model.findHint(channel.position.context, channel.position.exten);
    // What stands in the place of an application's arguments is the name.
    return (name === "HINT" ? hint?.application : hint?.data) ?? "";
  }

  #setGlobal(name: string, value: string | undefined): void {
    // The underscores that make a variable of a channel inherited go, as there is nothing to inherit.
    const variable = name.replace(/^__?/, "");
    this.#globals.delete(variable);
    // Of a variable that is taken away nobody hears.
    if (value === undefined) return;
    this.#globals.set(variable, value);
    this.pbx.publish({ kind: "channel-variable", channel: undefined, variable, value });
  }
}

function splitFunction(text: string): [name: string, text: string] {
  const open = text.indexOf("(");
  return [text.slice(0, open), text.slice(open + 1, -1)];
}

/** What a channel knows of itself (`pbx_retrieve_variable`). */
function builtIn(name: string, channel: Channel | undefined): string | undefined {
  if (channel === undefined) return undefined;
  switch (name) {
    case "EXTEN":
      return channel.position.exten;
    case "CONTEXT":
      return channel.position.context;
    case "PRIORITY":
      return String(channel.position.priority);
    case "CHANNEL":
      return channel.name;
    case "UNIQUEID":
      return channel.id;
    case "HANGUPCAUSE":
      return String(channel.hangupCause);
    default:
      return undefined;
  }
}

/** What Asterisk knows of itself, with the folders of a usual installation. */
function systemVariable(name: string, pbx: Pbx): string | undefined {
  switch (name) {
    case "EPOCH":
      return String(Math.floor(pbx.clock.now() / 1_000));
    case "SYSTEMNAME":
      return "";
    case "ASTETCDIR":
      return "/etc/asterisk";
    case "ASTSPOOLDIR":
      return "/var/spool/asterisk";
    case "ASTVARLIBDIR":
      return "/var/lib/asterisk";
    case "ASTLOGDIR":
      return "/var/log/asterisk";
    default:
      return undefined;
  }
}
