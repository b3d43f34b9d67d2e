import { applicationCalls } from "./application_call.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { findApplication, findFunction } from "./known_applications.ts";
import { loadDialplan } from "./load.ts";
import { allReferences, findReferences } from "./references.ts";
import type { DialplanSource } from "./source.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/**
 * The modules that a dialplan needs, and what of them it uses, both in alphabetical order: what `modules.conf` must load.
 *
 * Applications stand there by their names, functions with parentheses (`CUT()`), channels as in `Dial` (`PJSIP/`), switches
 * by their names, and the file itself for `pbx_config`, which reads it. What Asterisk has without a module is not among
 * them, nor what is only known when a call is there, such as the application in a variable.
 *
 * @example
 * ```ts
 * import { requiredModules } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,Dial(PJSIP/alice)" }, { name: "same", value: "n,Queue(${CUT(Q,-,1)})" }];
 * const modules = requiredModules({ sections: [{ name: "default", settings }] });
 * console.log([...modules.keys()]); // [ "app_dial", "app_queue", "chan_pjsip", "func_cut", "pbx_config" ]
 * console.log(modules.get("func_cut")); // [ "CUT()" ]
 * ```
 */
export function requiredModules(source: DialplanSource): Map<string, string[]> {
  const lines: ExtensionLine[] = [];
  const { dialplan } = loadDialplan(source, { onLine: (line) => lines.push(line) });
  const modules = new Map<string, Set<string>>();
  const add = (module: string | undefined, what: string) => {
    if (module === undefined || module === "builtin") return;
    modules.set(module, (modules.get(module) ?? new Set()).add(what));
  };
  const addChannels = (technologies: Iterable<string>) => {
    for (const technology of technologies) add(channelModules[technology.toLowerCase()], `${technology}/`);
  };
  for (const { switches } of dialplan.contexts.values()) {
    for (const { name } of switches) add(switchModules[name.toLowerCase()], name);
  }
  for (const line of lines) {
    if (!line.isAdded) continue;
    add("pbx_config", source.name ?? "extensions.conf");
    for (const name of functionsOf(line)) add(findFunction(name)?.module, `${name}()`);
    if (line.priority.base.kind === "hint") addChannels(technologiesIn(line.parts.application.text));
    for (const { name, data } of applicationCalls(line)) {
      const facts = findApplication(name.text.trim());
      if (facts === undefined) continue;
      add(facts.module, facts.name);
      const [devices] = dialing.has(facts.name) ? splitWrittenArguments(data?.text ?? "") : [];
      addChannels(technologiesIn(devices?.text ?? ""));
    }
  }
  return new Map([...modules].map(([module, names]): [string, string[]] => [module, [...names].sort()]).sort());
}

/** The functions that a line reads, in `${…}`, and writes, with `Set`. */
function* functionsOf(line: ExtensionLine): Generator<string> {
  for (const reference of allReferences(findReferences(line.parts.application.text))) {
    if (reference.kind === "variable" && reference.arguments !== undefined) yield reference.name.text;
  }
  for (const { name, data } of applicationCalls(line)) {
    if (!/^m?set$/i.test(name.text.trim())) continue;
    const target = /^\s*([A-Z0-9_]+)\([^=]*\)\s*=/.exec(data?.text ?? "")?.[1];
    if (target !== undefined) yield target;
  }
}

/** Applications whose first argument names channels, with `&` between them. */
const dialing: ReadonlySet<string> = new Set(["ChanIsAvail", "Dial", "Originate", "Page"]);

function* technologiesIn(devices: string): Generator<string> {
  for (const device of splitWrittenArguments(devices, { separator: "&" })) {
    const technology = /^\s*(\w+)\//.exec(device.text)?.[1];
    if (technology !== undefined) yield technology;
  }
}

/** The modules that have a switch. */
const switchModules: Readonly<Record<string, string>> = {
  dundi: "pbx_dundi",
  iax2: "chan_iax2",
  loopback: "pbx_loopback",
  lua: "pbx_lua",
  realtime: "pbx_realtime",
};

/** The modules that have a kind of channel; `Local` is part of Asterisk. */
const channelModules: Readonly<Record<string, string>> = {
  audiosocket: "chan_audiosocket",
  console: "chan_console",
  dahdi: "chan_dahdi",
  iax2: "chan_iax2",
  mobile: "chan_mobile",
  motif: "chan_motif",
  multicastrtp: "chan_rtp",
  ooh323: "chan_ooh323",
  pjsip: "chan_pjsip",
  unicastrtp: "chan_rtp",
  ustm: "chan_unistim",
  websocket: "chan_websocket",
};
