import { maxSectionName } from "../plain_headers.ts";
import { trimBlanks } from "../source_text.ts";
import { addToVariable, categoryTest, inheritFrom, ServerCategory } from "./server_category.ts";
import { readServerLine, serverLines } from "./server_line.ts";
import type { ServerComments, ServerInclude, ServerMemory, ServerVariable } from "./server_memory.ts";

/** What one `#include` reads: one file after the other, with comments that wait for what they belong to. */
export class ServerFileReader {
  /** The file that is read. */
  location = "";
  /** The number of the line, which goes on through all files of a pattern. */
  line = 0;
  readonly #memory: ServerMemory;
  readonly #readText: (text: string) => boolean;
  #writtenTo = "";
  #category: ServerCategory | undefined;
  #depth = 0;
  #comments = "";
  #sameLine = "";
  /** What comments at the end of the file belong to. */
  #latest: ServerComments | undefined;

  constructor(memory: ServerMemory, readText: (text: string) => boolean) {
    this.#memory = memory;
    this.#readText = readText;
    this.#category = memory.current;
  }

  /** The file that things are written to. */
  get #file(): string {
    if (this.#writtenTo !== "") return this.#writtenTo;
    return this.#memory.level === 1 ? "" : this.location;
  }

  /** Reads a file; false where Asterisk gives it up. */
  read(content: string, { location, writtenTo }: { location: string; writtenTo: string }): boolean {
    this.location = location;
    this.#writtenTo = writtenTo;
    let isValid = true;
    for (const line of serverLines(content)) {
      this.line++;
      if (line === undefined) continue;
      isValid = this.#readLine(this.line === 1 ? line.replace(/^\xef\xbb\xbf/, "") : line);
      if (!isValid) break;
    }
    if (this.#comments !== "" && this.#latest !== undefined) this.#latest.trailing = this.#comments + this.#sameLine;
    this.#comments = "";
    this.#sameLine = "";
    return isValid;
  }

  #readLine(line: string): boolean {
    this.#comments += this.#sameLine;
    const { text, depth, comments, sameLine } = readServerLine(line, this.#depth);
    this.#depth = depth;
    this.#comments += comments;
    this.#sameLine = sameLine;
    const trimmed = trimBlanks(text ?? "");
    return trimmed === "" || this.#readText(trimmed);
  }

  /** Notes what was included, with its comments. */
  attachInclude(include: ServerInclude): void {
    Object.assign(include, this.#takeComments());
    this.#latest = include;
  }

  /** Reads `[name](options)`; false where Asterisk gives up. */
  readHeader(text: string): boolean {
    const close = text.indexOf("]");
    if (close < 0) return false;
    const name = text.slice(1, close);
    const category = new ServerCategory(name.slice(0, maxSectionName), { file: this.#file, line: this.line });
    Object.assign(category, this.#takeComments());
    this.#category = category;
    const isNew = text[close + 1] !== "(" || this.#readOptions(category, name, text.slice(close + 2));
    if (isNew === undefined) return false;
    this.#latest = isNew ? category : undefined;
    if (isNew) this.#memory.append(category);
    return true;
  }

  /** Reads options. Gives whether there is a new section; undefined where Asterisk gives up. */
  #readOptions(category: ServerCategory, name: string, text: string): boolean | undefined {
    const close = text.indexOf(")");
    if (close < 0) return undefined;
    let target = category;
    for (const option of text.slice(0, close).split(",")) {
      if (option === "!") target.isTemplate = true;
      else if (option.startsWith("+")) {
        const found = this.#memory.categories.find(categoryTest(name, option.slice(1), "&"));
        if (found === undefined) return undefined;
        if (target === category) {
          this.#memory.current = found;
          found.isTemplate ||= category.isTemplate;
          found.append(...category.variables);
        }
        target = found;
        this.#category = found;
      } else {
        const base = this.#memory.find(option);
        if (base === undefined) return undefined;
        inheritFrom(target, base);
      }
    }
    return target === category;
  }

  /** Reads `name = value`; false where Asterisk gives up. */
  readSetting(text: string): boolean {
    const category = this.#category;
    if (category === undefined) return false;
    const isEscaped = text.startsWith("\\");
    const line = isEscaped ? text.slice(1) : text;
    // The character is signed to Asterisk, so that those above ASCII come before the blank.
    if (isEscaped && !/^[!-\x7f]/.test(line)) return false;
    const equals = line.indexOf("=", isEscaped ? 1 : 0);
    if (equals < 0) return true;
    const isAddition = equals > (isEscaped ? 1 : 0) && line[equals - 1] === "+";
    const isObject = !isAddition && line[equals + 1] === ">";
    const name = trimBlanks(line.slice(0, isAddition ? equals - 1 : equals));
    const rest = line.slice(equals + (isObject ? 2 : 1));
    if (isAddition && addToVariable(category, name, rest)) return true;
    if (name === "") return true;
    const variable: ServerVariable = {
      name,
      value: trimBlanks(rest),
      file: this.#file,
      line: this.line,
      isObject,
      isInherited: false,
      ...this.#takeComments(),
    };
    category.append(variable);
    this.#latest = variable;
    return true;
  }

  #takeComments(): ServerComments {
    const comments = {
      ...(this.#comments !== "" && { before: this.#comments }),
      ...(this.#sameLine !== "" && { sameLine: this.#sameLine }),
    };
    this.#comments = "";
    this.#sameLine = "";
    return comments;
  }
}
