import type { MemoryFileSystem } from "../file_system.ts";
import { foldCase } from "../source_text.ts";
import { readByteText, toByteText } from "./byte_text.ts";
import type { ServerCategory } from "./server_category.ts";
import type { ServerInclude, ServerMemory, ServerVariable } from "./server_memory.ts";
import { serverPath } from "./server_reader.ts";

/** How a {@linkcode ServerWriter} writes. */
export interface ServerWriterOptions {
  readonly fs: MemoryFileSystem;
  /** Where relative names belong. */
  readonly directory: string;
  /** The file that is changed, as the request names it. */
  readonly file: string;
  /** The date, as C's ctime writes it but without the line end. */
  readonly date: string;
  /** Whether sections that inherit from a changed template keep what they had. */
  readonly preservesEffectiveContext: boolean;
  /** Whether Asterisk may write to a file or, where it is not there, into its folder. */
  readonly isWritable: (path: string) => boolean;
}

/** Writes what Asterisk has in memory, as it does (config.c, ast_config_text_file_save2). */
export class ServerWriter {
  /** What is written, by absolute path. */
  readonly files: Map<string, string> = new Map();
  readonly #options: ServerWriterOptions;
  /** The file that is changed. */
  readonly #main: string;
  readonly #written = new Set<ServerInclude>();
  /** How far each file is, in lines; that is how Asterisk knows where blank ones were. */
  readonly #lines = new Map<string, number>();

  constructor(options: ServerWriterOptions) {
    this.#options = options;
    this.#main = serverPath(options.file, options.directory);
  }

  /** Writes everything; false where Asterisk may not write, and writes nothing. */
  write(memory: ServerMemory): boolean {
    const main = this.#main;
    const truncated = memory.includes.flatMap((include) => include.truncated);
    if (![...truncated, main].every((path) => this.#isWritable(path))) return false;
    for (const path of [...truncated, main]) {
      if (!this.#isFolder(path)) this.files.set(path, this.#header(path));
    }
    for (const category of memory.categories) {
      this.#writeCategory(memory, category);
      for (const variable of category.variables) {
        if (!this.#isInherited(category, variable)) this.#writeVariable(memory, variable);
      }
    }
    for (const include of memory.includes) {
      if (this.#written.has(include)) continue;
      this.#writeInclude(include);
      this.#add(include.file, printed(include.trailing));
    }
    return true;
  }

  #header(path: string): string {
    const { file, date } = this.#options;
    const name = file === path ? file : `${file} (${path})`;
    return `;!\n;! Automatically generated configuration file\n;! Filename: ${name}\n;! Generator: Manager\n` +
      `;! Creation Date: ${date}\n;!\n`;
  }

  #writeCategory(memory: ServerMemory, category: ServerCategory): void {
    const { name, isTemplate, bases, file, line, before, sameLine, trailing } = category;
    this.#writeIncludesBefore(memory, file, line);
    this.#writeBefore(file, before, line);
    const options = [...(isTemplate ? ["!"] : []), ...bases.map((base) => base.name)];
    const parentheses = options.length === 0 ? "" : `(${options.join(",")})`;
    this.#add(file, `[${name}]${parentheses}${sameLine ?? "\n"}${printed(trailing)}`);
  }

  #writeVariable(memory: ServerMemory, variable: ServerVariable): void {
    const { name, value, isObject, file, line, before, sameLine, trailing } = variable;
    this.#writeIncludesBefore(memory, file, line);
    this.#writeBefore(file, before, line);
    const end = sameLine === undefined ? "\n" : `  ${sameLine}`;
    this.#add(file, `${name} ${isObject ? "=>" : "="} ${value.replaceAll(";", "\\;")}${end}${printed(trailing)}`);
  }

  /** Directives stand where they stood, as far as Asterisk can tell by the numbers of lines. */
  #writeIncludesBefore(memory: ServerMemory, file: string, line: number): void {
    for (const include of memory.includes) {
      if (include.file === file && line > include.line && !this.#written.has(include)) this.#writeInclude(include);
    }
  }

  #writeInclude(include: ServerInclude): void {
    const { kind, argument, file, line, before } = include;
    this.#writeBefore(file, before, line);
    this.#add(file, `#${kind} "${argument}"\n`);
    this.#written.add(include);
  }

  /** Writes comments, and before them blank lines where there were some (config.c, insert_leading_blank_lines). */
  #writeBefore(file: string, comments: string | undefined, line: number): void {
    const path = this.#pathOf(file);
    const at = this.#lines.get(path) ?? 1;
    const blanks = line - (comments?.split("\n").length ?? 1) + 1 - at;
    if (blanks >= 0 && line !== 0) {
      // More of them come from something that was deleted, and one is enough.
      this.#add(file, "\n".repeat(blanks < 5 ? blanks : 1));
      this.#lines.set(path, line + 1);
    }
    this.#add(file, printed(comments));
  }

  #add(file: string, text: string): void {
    const path = this.#pathOf(file);
    const old = this.files.get(path) ?? this.#read(path);
    if (text !== "" || this.files.has(path)) this.files.set(path, old + text);
  }

  /** What a base has, a section does not repeat. */
  #isInherited({ bases }: ServerCategory, variable: ServerVariable): boolean {
    return bases.some(({ place }) => {
      return (place.category?.variables ?? []).some((other) => {
        if (!this.#options.preservesEffectiveContext && variable.isInherited) return true;
        return foldCase(variable.name) === foldCase(other.name) && variable.value === other.value;
      });
    });
  }

  #pathOf(file: string): string {
    return file === "" || file === this.#options.file ? this.#main : serverPath(file, this.#options.directory);
  }

  #read(path: string): string {
    const bytes = this.#options.fs.readFile(readByteText(path));
    return bytes === undefined ? "" : toByteText(bytes);
  }

  #isFolder(path: string): boolean {
    return this.#options.fs.readFolder(readByteText(path)) !== undefined;
  }

  #isWritable(path: string): boolean {
    const { fs, isWritable } = this.#options;
    const text = readByteText(path);
    if (fs.readFile(text) === undefined && !this.#isFolder(path)) {
      const folder = text.slice(0, text.lastIndexOf("/")) || "/";
      if (fs.readFolder(folder) === undefined) return false;
    }
    return isWritable(text);
  }
}

/** Whole lines of comments, without those of the header that Asterisk has written. */
function printed(comments = ""): string {
  return comments.split("\n").slice(0, -1).filter((line) => !line.startsWith(";!")).map((line) => `${line}\n`).join("");
}
