import { type ConfigFile, type ConfigSetting, ConfigSyntaxError, parse } from "../../config/mod.ts";
import { NotSimulatedError } from "../errors.ts";

/** One step of an extension. */
export interface Step {
  /** Its number, from 1. */
  readonly priority: number;
  /** The name in parentheses behind the number. */
  readonly label: string | undefined;
  /** The application, as written. */
  readonly appName: string;
  /** Its arguments, before substitution. */
  readonly appData: string;
}

/** The contexts and extensions of an `extensions.conf`. */
export class Dialplan {
  readonly globals: ReadonlyMap<string, string>;
  readonly #contexts: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, Step>>>;

  constructor(
    contexts: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, Step>>>,
    globals: ReadonlyMap<string, string>,
  ) {
    this.#contexts = contexts;
    this.globals = globals;
  }

  /** Whether there is such a context. */
  hasContext(context: string): boolean {
    return this.#contexts.has(context);
  }

  /** Finds one step; dashes in extensions mean nothing. */
  find(context: string, exten: string, priority: number): Step | undefined {
    return this.#contexts.get(context)?.get(withoutDashes(exten))?.get(priority);
  }

  /** Finds the priority of a label. */
  findLabel(context: string, exten: string, label: string): number | undefined {
    const steps = this.#contexts.get(context)?.get(withoutDashes(exten))?.values() ?? [];
    return [...steps].find((step) => step.label === label)?.priority;
  }
}

/** Extensions that Asterisk goes to by itself, which the dialplan's runner does not do yet. */
const specialExtensions = new Set(["h", "i", "t", "T", "e"]);

/**
 * Reads the text of an `extensions.conf`. What is not simulated yet and would change where calls go (patterns, includes,
 * switches, hints) is refused here, rather than lead a call astray later.
 */
export function loadDialplan(text: string, options: { name?: string } = {}): Dialplan {
  const { name = "extensions.conf" } = options;
  const file = parse(text, { name, strict: true });
  const contexts = new Map<string, Map<string, Map<number, Step>>>();
  const globals = new Map<string, string>();

  for (const section of file.sections) {
    if (section.name === "general") continue;
    if (section.name === "globals") {
      for (const setting of section.settings) globals.set(setting.name, setting.value);
      continue;
    }
    const context = contexts.get(section.name) ?? new Map<string, Map<number, Step>>();
    contexts.set(section.name, context);
    new ContextReader(file, context).read(section.settings);
  }
  return new Dialplan(contexts, globals);
}

/** Reads the lines of one context, which depend on those before them. */
class ContextReader {
  readonly #file: ConfigFile;
  readonly #context: Map<string, Map<number, Step>>;
  #exten: string | undefined;
  #lastPriority: number | undefined;

  constructor(file: ConfigFile, context: Map<string, Map<number, Step>>) {
    this.#file = file;
    this.#context = context;
  }

  read(settings: readonly ConfigSetting[]): void {
    for (const setting of settings) {
      const name = setting.name.toLowerCase();
      if (name === "exten") {
        const { exten, rest } = splitExtension(setting.value);
        this.#exten = this.#checkExtension(exten, setting);
        this.#add(rest, setting);
      } else if (name.startsWith("same")) this.#add(setting.value, setting);
      else throw this.#notSimulated(`"${setting.name}"`, setting);
    }
  }

  #checkExtension(text: string, setting: ConfigSetting): string {
    // deno-lint-ignore no-control-regex -- these are Asterisk's blanks.
    const exten = text.replace(/[\u0001- ]/g, "");
    if (exten.startsWith("_")) throw this.#notSimulated(`pattern "${exten}"`, setting);
    if (exten.includes("/")) throw this.#notSimulated(`caller id in "${exten}"`, setting);
    if (exten.includes("${")) throw this.#notSimulated(`variable in "${exten}"`, setting);
    if (specialExtensions.has(exten)) throw this.#notSimulated(`special extension "${exten}"`, setting);
    return withoutDashes(exten);
  }

  #add(rest: string, setting: ConfigSetting): void {
    if (this.#exten === undefined) throw this.#syntaxError(`"${setting.name}" has no extension before it`, setting);
    const comma = rest.indexOf(",");
    const { priority, label } = this.#parsePriority(comma < 0 ? rest : rest.slice(0, comma), setting);
    this.#lastPriority = priority;

    const steps = this.#context.get(this.#exten) ?? new Map<number, Step>();
    this.#context.set(this.#exten, steps);
    if (steps.has(priority)) throw this.#syntaxError(`priority ${priority} is already in use`, setting);
    steps.set(priority, { priority, label, ...parseApplication(comma < 0 ? "" : rest.slice(comma + 1)) });
  }

  #parsePriority(text: string, setting: ConfigSetting): { priority: number; label: string | undefined } {
    const match = /^\s*([A-Za-z]+|\d+)(?:\+(\d+))?\s*(?:\(([^)]*)\))?\s*$/.exec(text);
    if (match === null) throw this.#syntaxError(`priority "${text}" is not understood`, setting);
    const [, base = "", plus = "0", label] = match;
    return { priority: this.#basePriority(base, setting) + Number(plus), label };
  }

  #basePriority(base: string, setting: ConfigSetting): number {
    if (/^\d+$/.test(base)) {
      if (Number(base) < 1) throw this.#syntaxError(`priority "${base}" is below 1`, setting);
      return Number(base);
    }
    const word = base.toLowerCase();
    if (word === "hint") throw this.#notSimulated("hint", setting);
    if (word === "n" || word === "next" || word === "s" || word === "same") {
      if (this.#lastPriority === undefined) {
        throw this.#syntaxError(`priority "${base}" has no priority before it`, setting);
      }
      return this.#lastPriority + (word === "n" || word === "next" ? 1 : 0);
    }
    throw this.#notSimulated(`priority "${base}"`, setting);
  }

  #notSimulated(what: string, setting: ConfigSetting): NotSimulatedError {
    return new NotSimulatedError(
      `Cannot load ${this.#file.name} line ${setting.origin.line}: ${what} is not simulated yet, leave it out`,
    );
  }

  #syntaxError(message: string, setting: ConfigSetting): ConfigSyntaxError {
    return new ConfigSyntaxError(message, { file: this.#file.name, line: setting.origin.line, column: 1 });
  }
}

/** Splits at the first comma that is not within brackets, as those of a pattern. */
function splitExtension(value: string): { exten: string; rest: string } {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === "[") depth++;
    else if (value[at] === "]") depth--;
    else if (value[at] === "," && depth === 0) return { exten: value.slice(0, at), rest: value.slice(at + 1) };
  }
  return { exten: value, rest: "" };
}

/** The arguments go from the first "(" to the last ")". */
function parseApplication(text: string): { appName: string; appData: string } {
  const open = text.indexOf("(");
  if (open < 0) return { appName: text, appData: "" };
  const close = text.lastIndexOf(")");
  return { appName: text.slice(0, open), appData: text.slice(open + 1, close < open ? undefined : close) };
}

function withoutDashes(exten: string): string {
  return exten.replaceAll("-", "");
}
