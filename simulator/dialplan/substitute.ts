import type { Channel } from "../core/channel.ts";
import { NotSimulatedError } from "../errors.ts";
import type { Dialplan } from "./load.ts";

/**
 * Replaces `${NAME}` and `${CALLERID(num)}` in the arguments of an application. What stands for more (expressions, other
 * functions, substrings and nesting) throws {@linkcode NotSimulatedError}.
 */
export function substitute(text: string, channel: Channel, dialplan: Dialplan): string {
  if (text.includes("$[")) throw notSimulated(text, "expressions");
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.includes("${")) throw notSimulated(text, "nested variables");
    if (name.includes(":")) throw notSimulated(text, "substrings");
    return readVariable(name, channel, dialplan) ?? "";
  });
}

/** Reads a variable or one of the few functions; `undefined` when it is not set. */
export function readVariable(name: string, channel: Channel, dialplan: Dialplan): string | undefined {
  if (name.endsWith(")")) return readFunction(name, channel);
  return builtIn(name, channel) ?? channel.variables.get(name) ?? dialplan.globals.get(name);
}

function builtIn(name: string, channel: Channel): string | undefined {
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

function readFunction(name: string, channel: Channel): string {
  switch (name) {
    case "CALLERID(num)":
    case "CALLERID(number)":
      return channel.caller.number;
    case "CALLERID(name)":
      return channel.caller.name;
    default:
      throw notSimulated(name, `function "${name}"`);
  }
}

function notSimulated(text: string, what: string): NotSimulatedError {
  return new NotSimulatedError(`Cannot substitute "${text}": ${what} not simulated yet, use plain variables`);
}
