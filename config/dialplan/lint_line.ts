import { type ApplicationCall, applicationCalls } from "./application_call.ts";
import { type ApplicationText, parseApplication } from "./application_text.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnose, type Finding } from "./dialplan_diagnostic.ts";
import { type ExtensionLine, type LineParts, splitLine, substitutedPiece } from "./extension_line.ts";
import { parsePriority, type PriorityText } from "./priority_text.ts";
import { findReferences, type Reference } from "./references.ts";
import type { DialplanSetting, Origin } from "./source.ts";

/** Looks for one kind of problem in a line, whatever else the dialplan has. */
export type LineRule = (linted: LintedLine) => Iterable<Diagnostic>;

/** What rules look at that need one line only. */
export class LintedLine {
  /** The line. */
  readonly line: ExtensionLine;
  /** The major version of Asterisk. */
  readonly asteriskVersion: number;
  /** Its applications, those within others included. */
  readonly calls: readonly ApplicationCall[];
  #references: readonly Reference[] | undefined;

  /** Takes a line and finds its applications. */
  constructor(line: ExtensionLine, options: { asteriskVersion: number }) {
    this.line = line;
    this.asteriskVersion = options.asteriskVersion;
    this.calls = applicationCalls(line);
  }

  /** What is substituted in its application and arguments: the outermost, in order. */
  get references(): readonly Reference[] {
    return this.#references ??= this.#findReferences();
  }

  #findReferences(): readonly Reference[] {
    const [call] = this.calls;
    if (call?.data !== undefined && !call.name.text.includes("$")) return call.references;
    const { text, from } = substitutedPiece(this.line);
    return findReferences(text, { from });
  }
}

/** A line that is kept for rules that need all of them: it makes its pieces anew, as they are many and few are asked for. */
export class KeptLine implements ExtensionLine {
  readonly context: string;
  readonly name: string;
  readonly callerId: string | undefined;
  readonly setting: DialplanSetting;
  readonly origin: Origin;
  readonly number: number | undefined;
  readonly isAdded: boolean;
  /** Whether it names its extension, as a line with `same` does not. */
  readonly isNewExtension: boolean;
  /** Whether its priority has a label. */
  readonly hasLabel: boolean;

  /** Takes what is known of a line. */
  constructor(line: ExtensionLine) {
    this.context = line.context;
    this.name = line.name;
    this.callerId = line.callerId;
    this.setting = line.setting;
    this.origin = line.origin;
    this.number = line.number;
    this.isAdded = line.isAdded;
    this.isNewExtension = line.parts.extension.text !== "";
    this.hasLabel = line.priority.label !== undefined;
  }

  get parts(): LineParts {
    return splitLine(this.setting);
  }

  get priority(): PriorityText {
    return parsePriority(this.parts.priority.text);
  }

  get application(): ApplicationText {
    return parseApplication(this.parts.application.text);
  }
}

/** Makes a diagnostic about a line, or a piece of it. */
export function diagnoseLine({ setting, origin }: ExtensionLine, finding: Finding): Diagnostic {
  return diagnose(setting, origin, finding);
}
