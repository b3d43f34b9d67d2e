import { parseBoolean } from "../values/boolean.ts";
import { ContextBuilder } from "./context.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { ContextLoader } from "./load_context.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnose, originOf } from "./dialplan_diagnostic.ts";
import { substitute } from "./substitution.ts";
import { Dialplan, type DialplanOptions, type GlobalVariable } from "./model.ts";
import type { DialplanSection, DialplanSetting, DialplanSource } from "./source.ts";

/** What {@linkcode loadDialplan} may be told. */
export interface LoadDialplanOptions {
  /**
   * The major version of Asterisk. From 23 on the last of several options of one name counts, before the first.
   * @default {22}
   */
  asteriskVersion?: number;
  /** Is told each line that has an extension, whether Asterisk takes it or not. */
  onLine?: (line: ExtensionLine) => void;
}

/** A dialplan, and what Asterisk would log while it loads it. */
export interface LoadedDialplan {
  /** The dialplan, without the lines that Asterisk drops. */
  readonly dialplan: Dialplan;
  /** What was dropped, and what was taken otherwise than written, in the order of Asterisk's log. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a dialplan from the sections of an `extensions.conf` as Asterisk does. Never throws: lines that Asterisk drops
 * are told in the diagnostics.
 *
 * @param source The effective view of the file.
 * @param options The version of Asterisk.
 *
 * @example
 * ```ts
 * import { loadDialplan } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,Answer()" }, { name: "exten", value: "100,1,Echo()" }];
 * const { dialplan, diagnostics } = loadDialplan({ sections: [{ name: "default", settings }] });
 * console.log(dialplan.find("default", "100", 1).kind); // "priority"
 * console.log(diagnostics[0]?.code); // "dialplan-priority-in-use"
 * ```
 */
export function loadDialplan(source: DialplanSource, options: LoadDialplanOptions = {}): LoadedDialplan {
  const { asteriskVersion = 22, onLine } = options;
  const diagnostics: Diagnostic[] = [];
  const globals = new Map<string, GlobalVariable>();
  for (const section of source.sections) {
    if (isNamed(section, "globals")) { for (const setting of section.settings) setGlobal(globals, setting, source); }
  }

  const contexts = new Map<string, ContextBuilder>();
  const variable = (name: string) => globals.get(name)?.value;
  for (const section of source.sections) {
    if (isNamed(section, "globals") || isNamed(section, "general")) continue;
    const context = contexts.get(section.name) ?? new ContextBuilder(section.name);
    contexts.set(section.name, context);
    new ContextLoader(context, { source, variable, onLine, diagnostics }).load(section.settings);
  }
  for (const diagnostic of missingIncludes(source, contexts)) diagnostics.push(diagnostic);
  const general = source.sections.find((section) => isNamed(section, "general"))?.settings ?? [];
  return { dialplan: new Dialplan({ options: readOptions(general, asteriskVersion), globals, contexts }), diagnostics };
}

function isNamed({ name }: DialplanSection, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}

/** A name's leading underscores are for channels, and are not part of it. */
function setGlobal(globals: Map<string, GlobalVariable>, setting: DialplanSetting, source: DialplanSource): void {
  const { value } = substitute(setting.value, { variable: (name) => globals.get(name)?.value });
  const name = setting.name.replace(/^__?/, "");
  globals.set(name, { name, value, origin: originOf(setting, source) });
}

function readOptions(settings: readonly DialplanSetting[], asteriskVersion: number): DialplanOptions {
  const get = (name: string) => {
    const isIt = (setting: DialplanSetting) => setting.name.toLowerCase() === name;
    return (asteriskVersion >= 23 ? settings.findLast(isIt) : settings.find(isIt))?.value;
  };
  const isOn = (name: string, otherwise = false) => {
    const value = get(name);
    if (value === undefined) return otherwise;
    const word = parseBoolean(value);
    return word.ok && word.value;
  };
  return {
    static: isOn("static"),
    writeprotect: isOn("writeprotect"),
    autofallthrough: isOn("autofallthrough", true),
    extenpatternmatchnew: isOn("extenpatternmatchnew"),
    clearglobalvars: isOn("clearglobalvars"),
    overrideswitch: get("overrideswitch") || undefined,
    userscontext: get("userscontext") ?? "default",
  };
}

/** Asterisk looks for included contexts when all is loaded, as they may come later, and logs the first of each context. */
function missingIncludes(source: DialplanSource, contexts: ReadonlyMap<string, ContextBuilder>): Diagnostic[] {
  return [...contexts.values()].flatMap((context) =>
    context.includes.filter((include) => !contexts.has(include.context)).map((include) => {
      const setting = context.settingOf(include) ?? { name: "include", value: include.text };
      return diagnose(setting, originOf(setting, source), {
        code: "dialplan-include-missing",
        severity: "dropped",
        message: `Context "${context.name}" includes "${include.context}", which does not exist`,
      });
    })
  );
}
