import { applicationCalls } from "./application_call.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { findApplication } from "./known_applications.ts";
import { loadDialplan } from "./load.ts";
import type { DialplanSource } from "./source.ts";

/**
 * The modules whose applications a dialplan uses, and which these are, both in alphabetical order: what `modules.conf` must
 * load. Applications of Asterisk itself need none. What is only known when a call is there is not among them, nor are functions
 * and channels.
 *
 * @example
 * ```ts
 * import { requiredModules } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,Dial(PJSIP/alice)" }, { name: "same", value: "n,Queue(sales)" }];
 * console.log([...requiredModules({ sections: [{ name: "default", settings }] }).keys()]); // [ "app_dial", "app_queue" ]
 * ```
 */
export function requiredModules(source: DialplanSource): Map<string, string[]> {
  const lines: ExtensionLine[] = [];
  loadDialplan(source, { onLine: (line) => lines.push(line) });
  const modules = new Map<string, Set<string>>();
  for (const { name } of lines.filter(({ isAdded }) => isAdded).flatMap(applicationCalls)) {
    const facts = findApplication(name.text.trim());
    if (facts === undefined || facts.module === "builtin") continue;
    modules.set(facts.module, (modules.get(facts.module) ?? new Set()).add(facts.name));
  }
  return new Map([...modules].map(([module, names]): [string, string[]] => [module, [...names].sort()]).sort());
}
