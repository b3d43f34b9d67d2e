import { type ApplicationText, parseApplication } from "./application_text.ts";
import { parseBoolean } from "../values/boolean.ts";
import { type ContextBuilder, matchesCallerId } from "./context.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { DialplanCode } from "./dialplan_code.ts";
import { diagnose, type Finding, originOf } from "./dialplan_diagnostic.ts";
import { hintPriority, type Priority } from "./extension.ts";
import { shrinkCallerId, splitExtension, withoutFluff } from "./extension_text.ts";
import { type ExtensionLine, splitLine } from "./extension_line.ts";
import { foldCase } from "../source_text.ts";
import { substitute } from "./substitution.ts";
import { parseTimeSpec } from "./time_spec.ts";
import { parsePriority, type PriorityText } from "./priority_text.ts";
import type { DialplanSetting, DialplanSource, Origin } from "./source.ts";

/** What a context is loaded with. */
export interface ContextLoaderOptions {
  /** The source of the dialplan. */
  readonly source: Pick<DialplanSource, "name">;
  /** Gives the value of a global variable. */
  readonly variable: (name: string) => string | undefined;
  /** Is told each line that has an extension, whether Asterisk takes it or not. */
  readonly onLine?: ((line: ExtensionLine) => void) | undefined;
  /** Where it is put what is wrong with the lines. */
  readonly diagnostics: Diagnostic[];
}

/** The extension of a line, after substitution and without its caller's number. */
interface CurrentExtension {
  readonly name: string;
  readonly callerId: string | undefined;
  /** What its priorities have of it: the lines that follow share it. */
  readonly forms: Pick<Priority, "extension" | "pattern" | "callerId">;
}

/** Asterisk substitutes extensions into 255 bytes, and all else into 8191 (pbx_config.c, `pbx_load_config`). */
const maxExtension = 255;
const maxValue = 8191;

/** Reads the lines of one section, which depend on those before them; a section of the same name begins anew. */
export class ContextLoader {
  readonly #context: ContextBuilder;
  readonly #options: ContextLoaderOptions;
  #current: CurrentExtension | undefined;
  #currentText = "";
  #lastNumber: number | undefined;

  constructor(context: ContextBuilder, options: ContextLoaderOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Reads these lines into the context. */
  load(settings: readonly DialplanSetting[]): void {
    for (const setting of settings) this.#loadLine(setting, originOf(setting, this.#options.source));
  }

  #loadLine(setting: DialplanSetting, origin: Origin): void {
    const name = setting.name.toLowerCase();
    // Asterisk looks at the first four letters only, so "samething" is a "same" as well.
    if (name.startsWith("same")) return this.#loadSame(setting, origin);
    switch (name) {
      case "exten":
        return this.#loadExtension(setting, origin);
      case "include":
        return this.#loadInclude(setting, origin);
      case "ignorepat":
        return this.#loadIgnorePattern(setting, origin);
      case "switch":
      case "lswitch":
      case "eswitch":
        return this.#loadSwitch(name, setting, origin);
      case "autohints":
        this.#context.hasAutohints = saysYes(setting.value);
        return;
      default:
        this.#report(setting, origin, {
          code: "dialplan-directive-unknown",
          severity: "dropped",
          message: `Context "${this.#context.name}" has the unknown directive "${setting.name}"`,
        });
    }
  }

  #loadExtension(setting: DialplanSetting, origin: Origin): void {
    const { extension } = splitExtension(setting.value);
    this.#currentText = this.#substitute(extension, maxExtension);
    this.#current = parseExtension(this.#currentText);
    this.#loadStep(setting, origin, this.#current);
  }

  #loadSame(setting: DialplanSetting, origin: Origin): void {
    if (this.#current === undefined || this.#currentText === "") {
      return this.#report(setting, origin, {
        code: "dialplan-same-without-extension",
        severity: "dropped",
        message: `Context "${this.#context.name}" has no extension before "${setting.name}"`,
      });
    }
    this.#loadStep(setting, origin, this.#current);
  }

  #loadStep(setting: DialplanSetting, origin: Origin, current: CurrentExtension): void {
    const parts = splitLine(setting);
    const priority = parsePriority(parts.priority.text);
    const application = parseApplication(parts.application.text);
    const number = this.#numberOf(priority, current, setting, origin, parts.priority);
    const step = number === undefined
      ? undefined
      : this.#toPriority({ number, priority, application, current, origin });
    if (step && application.isOpen) {
      this.#report(setting, origin, {
        code: "dialplan-parenthesis-open",
        severity: "silent",
        message: `Arguments of "${application.application}" have no closing parenthesis, all of the rest is taken`,
        from: parts.application.from,
      });
    }
    const isAdded = step ? this.#add(step, setting, origin) : false;
    this.#options.onLine?.({
      context: this.#context.name,
      name: current.name,
      callerId: current.callerId,
      setting,
      origin,
      parts,
      priority,
      application,
      number,
      isAdded,
    });
  }

  /** The number of a line's priority; `undefined` where Asterisk drops the line. */
  #numberOf(
    priority: PriorityText,
    current: CurrentExtension,
    setting: DialplanSetting,
    origin: Origin,
    place: { readonly from: number; readonly to: number },
  ): number | undefined {
    const refuse = (code: DialplanCode, message: string) => {
      this.#report(setting, origin, { code, severity: "dropped", message, from: place.from, to: place.to });
      return undefined;
    };
    if (priority.hasOpenLabel) {
      return refuse("dialplan-label-open", `Label "${priority.label ?? ""}" has no closing parenthesis`);
    }
    const number = this.#baseNumber(priority, current, refuse);
    if (number === undefined) return undefined;
    if (number === 0) {
      // The priority behind a hint would be 0, which pbx_config.c takes for none.
      this.#report(setting, origin, {
        code: "dialplan-priority-after-hint",
        severity: "dropped",
        message: `Priority "${priority.text}" counts from a hint, and Asterisk drops the line without a word`,
        from: place.from,
        to: place.to,
      });
      return undefined;
    }
    this.#lastNumber = toInt(number + (priority.plus ?? 0));
    return this.#lastNumber;
  }

  #baseNumber(
    { base, text }: PriorityText,
    current: CurrentExtension,
    refuse: (code: DialplanCode, message: string) => undefined,
  ): number | undefined {
    switch (base.kind) {
      case "hint":
        return hintPriority;
      case "next":
      case "same": {
        const by = base.kind === "next" ? 1 : 0;
        if (this.#lastNumber !== undefined && this.#lastNumber > -2) return toInt(this.#lastNumber + by);
        return refuse("dialplan-priority-without-previous", `Priority "${text}" has no priority before it`);
      }
      case "number":
        if (base.number >= 1) return base.number;
        return refuse("dialplan-priority-invalid", `Priority "${text}" is below 1`);
      case "label": {
        const number = this.#findLabel(current, base.label);
        if (number !== undefined && number >= 1) return number;
        const what = `neither a number, nor "n", "s" or "hint", nor a label of "${current.name}"`;
        return refuse("dialplan-priority-invalid", `Priority "${text}" is ${what}`);
      }
      default:
        throw new Error(`Unreachable: ${base satisfies never}`);
    }
  }

  /** Labels are looked up as calls do, among all that is loaded of this context, but not in what it includes. */
  #findLabel({ name, callerId = "" }: CurrentExtension, label: string): number | undefined {
    for (const { extension } of this.#context.matches(name)) {
      if (!matchesCallerId(extension.callerId, callerId)) continue;
      const found = extension.labelled(label);
      if (found) return found.number;
    }
    return undefined;
  }

  #toPriority({ number, priority, application, current, origin }: StepParts): Priority {
    const app = application.application;
    const { extension, pattern, callerId } = current.forms;
    return {
      number,
      label: priority.label,
      application: number === hintPriority ? this.#substituteHint(app, current.name) : app,
      data: application.data,
      extension,
      pattern: number === hintPriority ? extension : pattern,
      callerId,
      origin,
    };
  }

  #add(step: Priority, setting: DialplanSetting, origin: Origin): boolean {
    const name = this.#context.name;
    if (step.extension === "_." || step.extension === "_!") {
      const better = step.extension === "_." ? "_X." : "_X!";
      this.#report(setting, origin, {
        code: "dialplan-catch-all",
        severity: "silent",
        message: `Extension "${step.extension}" also matches "h", "i", "t" and all other names: "${better}" does not`,
      });
    }
    if (step.extension === "") {
      this.#report(setting, origin, {
        code: "dialplan-extension-empty",
        severity: "dropped",
        message: `Context "${name}" has an extension without a name`,
      });
      return false;
    }
    const { inUseBy, labelledBefore } = this.#context.add(step);
    if (labelledBefore) {
      this.#report(setting, origin, {
        code: "dialplan-label-in-use",
        severity: "dropped",
        message:
          `Label "${step.label}" is already in use at priority ${labelledBefore.number} of "${labelledBefore.extension}"`,
      });
    }
    if (inUseBy) {
      const alias = inUseBy.extension === step.extension ? "" : ` as "${inUseBy.extension}", which is the same pattern`;
      this.#report(setting, origin, {
        code: "dialplan-priority-in-use",
        severity: "dropped",
        message: `Priority ${step.number} of "${step.extension}" is already in use${alias}, at ${
          placeOf(inUseBy.origin)
        }`,
      });
    }
    return inUseBy === undefined;
  }

  #loadInclude(setting: DialplanSetting, origin: Origin): void {
    const text = this.#substitute(setting.value);
    const { includes } = this.#context;
    if (includes.some((other) => equalsIgnoringCase(other.text, text))) {
      return this.#reportAgain(setting, origin, "dialplan-include-duplicate", `includes "${text}"`);
    }
    const bar = text.indexOf("|");
    const end = bar < 0 ? text.indexOf(",") : bar;
    const context = end < 0 ? text : text.slice(0, end);
    const times = end < 0 || end === text.length - 1 ? undefined : parseTimeSpec(text.slice(end + 1));
    this.#context.include({ text, context, times, origin }, setting);
    const isAsWritten = text === setting.value;
    for (const { message, ...place } of times?.diagnostics ?? []) {
      this.#report(setting, origin, {
        code: "dialplan-time-invalid",
        severity: "dropped",
        message: message.replace(/\.$/, ""),
        ...(isAsWritten && { from: end + 1 + place.start, to: end + 1 + place.end }),
      });
    }
  }

  #loadIgnorePattern(setting: DialplanSetting, origin: Origin): void {
    const pattern = this.#substitute(setting.value);
    if (this.#context.ignorePatterns.some((other) => equalsIgnoringCase(other.pattern, pattern))) {
      return this.#reportAgain(setting, origin, "dialplan-ignorepat-duplicate", `ignores "${pattern}"`);
    }
    this.#context.ignorePatterns.push({ pattern, origin });
  }

  #loadSwitch(kind: "switch" | "lswitch" | "eswitch", setting: DialplanSetting, origin: Origin): void {
    const text = kind === "switch" ? this.#substitute(setting.value) : setting.value;
    const slash = text.indexOf("/");
    const name = slash < 0 ? text : text.slice(0, slash);
    const data = slash < 0 ? "" : text.slice(slash + 1);
    const isSame = (other: { name: string; data: string }) =>
      equalsIgnoringCase(other.name, name) && equalsIgnoringCase(other.data, data);
    if (this.#context.switches.some(isSame)) {
      return this.#reportAgain(setting, origin, "dialplan-switch-duplicate", `has the switch "${text}"`);
    }
    this.#context.switches.push({ kind, name, data, origin });
  }

  #reportAgain(setting: DialplanSetting, origin: Origin, code: DialplanCode, what: string): void {
    this.#report(setting, origin, {
      code,
      severity: "dropped",
      message: `Context "${this.#context.name}" already ${what}`,
    });
  }

  #substitute(text: string, maxLength?: number): string {
    // UTF-8 has at most three bytes for one unit.
    if (!text.includes("$") && text.length * 3 <= (maxLength ?? maxValue)) return text;
    const { variable } = this.#options;
    return substitute(text, { variable }, maxLength === undefined ? {} : { maxLength }).value;
  }

  /** Hints of extensions that are no patterns are substituted when they are loaded, and know their extension. */
  #substituteHint(devices: string, extension: string): string {
    if (!devices.includes("${") || extension.startsWith("_")) return devices;
    const variable = (name: string) => {
      if (name === "EXTEN") return extension;
      return name === "CONTEXT" ? this.#context.name : this.#options.variable(name);
    };
    return substitute(devices, { variable }).value;
  }

  #report(setting: DialplanSetting, origin: Origin, finding: Finding): void {
    this.#options.diagnostics.push(diagnose(setting, origin, finding));
  }
}

interface StepParts {
  readonly number: number;
  readonly priority: PriorityText;
  readonly application: ApplicationText;
  readonly current: CurrentExtension;
  readonly origin: Origin;
}

/** Priorities are C's `int`, which goes on from its end at its beginning. */
function toInt(number: number): number {
  return number | 0;
}

function parseExtension(text: string): CurrentExtension {
  const slash = text.indexOf("/");
  const name = slash < 0 ? text : text.slice(0, slash);
  const callerId = slash < 0 ? undefined : shrinkCallerId(text.slice(slash + 1));
  const forms = {
    extension: withoutFluff(name, { keepDashes: true }),
    pattern: withoutFluff(name),
    callerId: callerId === undefined ? undefined : withoutFluff(callerId),
  };
  return { name, callerId, forms };
}

function placeOf({ file, line }: Origin): string {
  return line > 0 ? `${file}:${line}` : file;
}

function equalsIgnoringCase(left: string, right: string): boolean {
  return left.length === right.length && foldCase(left) === foldCase(right);
}

/** Whether a text is one of Asterisk's words for yes. */
function saysYes(text: string): boolean {
  const word = parseBoolean(text);
  return word.ok && word.value;
}
