import { decodeBytes, encodeBytes } from "./byte_string.ts";
import type { Context } from "./context.ts";
import { type Extension, hintPriority, type Priority } from "./extension.ts";
import type { Dialplan } from "./model.ts";
import { foldCase } from "../source_text.ts";
import { matchesPattern } from "./pattern.ts";

/** What of a dialplan is shown. */
export interface ShowDialplanOptions {
  /** Only this context. @default {all contexts} */
  context?: string;
  /** Only what matches this extension, in the contexts and all that they include. @default {all extensions} */
  extension?: string;
}

/**
 * Shows a dialplan as Asterisk's `dialplan show [[EXTENSION@]CONTEXT]` does: extensions in the order in which they are
 * tried, contexts in the opposite order of the file.
 *
 * What Asterisk leaves out is left out: the label of the first priority of an extension, and, when an extension is asked
 * for, includes with times. A file is shown by its name without folders.
 *
 * @example
 * ```ts
 * import { loadDialplan, showDialplan } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,Answer()" }];
 * const { dialplan } = loadDialplan({ sections: [{ name: "default", settings }] });
 * console.log(showDialplan(dialplan).split("\n")[0]); // "[ Context 'default' created by 'pbx_config' ]"
 * ```
 */
export function showDialplan(dialplan: Dialplan, options: ShowDialplanOptions = {}): string {
  const shown = new Show(dialplan);
  shown.addContexts(options);
  return shown.finish(options);
}

const registrar = "pbx_config";
/** Asterisk writes each part of a line into 1024 bytes. */
const maxPart = 1023;
/** Includes that lead to one another (pbx.c, AST_PBX_MAX_STACK). */
const maxIncludes = 512;
/** Included contexts that one call shows; Asterisk would go on for as long as contexts that share includes ask for. */
const maxIncludedContexts = 65_536;

class Show {
  readonly #dialplan: Dialplan;
  readonly #lines: string[] = [];
  #extensions = 0;
  #priorities = 0;
  #contexts = 0;
  #included = 0;
  #hasContext = false;
  #hasExtension = false;

  constructor(dialplan: Dialplan) {
    this.#dialplan = dialplan;
  }

  addContexts({ context: wanted, extension }: ShowDialplanOptions, passed?: readonly string[]): void {
    for (const context of [...this.#dialplan.contexts.values()].reverse()) {
      if (wanted !== undefined && context.name !== wanted) continue;
      this.#hasContext = true;
      const extensions = context.extensions.filter(({ name }) => {
        return extension === undefined || matchesPattern(name, extension);
      });
      const isShown = extension === undefined || extensions.length > 0;
      if (isShown) this.#addHeader(context, passed !== undefined);
      for (const one of extensions) this.#addExtension(one);
      if (extension === undefined) {
        for (const { text } of context.includes) this.#addItem("Include =>", `'${text}'`);
      } else this.#addIncluded(context, extension, passed ?? []);
      for (const { pattern } of context.ignorePatterns) {
        if (extension === undefined || matchesPattern(`_${pattern}.`, extension)) {
          this.#addItem("Ignore pattern =>", `'${pattern}'`);
        }
      }
      if (passed === undefined) {
        for (const { name, data } of context.switches) this.#addItem("Alt. Switch =>", `'${name}/${data}'`);
      }
      if (isShown) this.#lines.push("");
    }
  }

  #addHeader({ name, hasAutohints }: Context, isIncluded: boolean): void {
    this.#contexts++;
    this.#lines.push(`[ ${isIncluded ? "Included context" : "Context"} '${name}' created by '${registrar}' ]`);
    if (hasAutohints && !isIncluded) this.#lines.push("Autohints support enabled");
  }

  #addExtension({ name, callerId, priorities }: Extension): void {
    this.#extensions++;
    this.#hasExtension = true;
    const title = callerId === undefined ? `'${name}' =>` : `'${name}' (CID match '${callerId}') => `;
    for (const [index, priority] of priorities.entries()) {
      this.#priorities++;
      const label = priority.label === undefined ? "" : `   [${priority.label}]`;
      const { file, line } = priority.origin;
      const place = `${file.slice(file.lastIndexOf("/") + 1)}:${line}`;
      this.#lines.push(columns(index === 0 ? title : label, describe(priority), place));
    }
  }

  /** The whole text of an include is taken for a context's name, so those with times are not found. */
  #addIncluded(context: Context, extension: string, passed: readonly string[]): void {
    for (const { text } of context.includes) {
      const isLoop = passed.some((name) => foldCase(name) === foldCase(text));
      if (isLoop || passed.length >= maxIncludes || this.#included >= maxIncludedContexts) continue;
      this.#included++;
      this.addContexts({ context: text, extension }, [...passed, text]);
    }
  }

  #addItem(title: string, text: string): void {
    this.#lines.push(columns(title, text, registrar));
  }

  finish({ context, extension }: ShowDialplanOptions): string {
    if (context !== undefined && !this.#hasContext) return `There is no existence of '${context}' context\n`;
    if (extension !== undefined && !this.#hasExtension) {
      const before = this.#lines.map((line) => `${line}\n`).join("");
      if (context !== undefined) return `${before}There is no existence of ${extension}@${context} extension\n`;
      return `${before}There is no existence of '${extension}' extension in all contexts\n`;
    }
    const extensions = `${this.#extensions} ${this.#extensions === 1 ? "extension" : "extensions"}`;
    const priorities = `${this.#priorities} ${this.#priorities === 1 ? "priority" : "priorities"}`;
    const contexts = `${this.#contexts} ${this.#contexts === 1 ? "context" : "contexts"}`;
    return [...this.#lines, `-= ${extensions} (${priorities}) in ${contexts}. =-`, ""].join("\n");
  }
}

function describe({ number, application, data }: Priority): string {
  return number === hintPriority ? `hint: ${application}` : `${number}. ${application}(${data})`;
}

/** Columns are padded by bytes. */
function columns(title: string, text: string, place: string): string {
  return `  ${pad(title, 17)} ${pad(text, 45)} [${place}]`;
}

function pad(text: string, width: number): string {
  return decodeBytes(encodeBytes(text).slice(0, maxPart).padEnd(width));
}
