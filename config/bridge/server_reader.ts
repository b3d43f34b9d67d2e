import type { ExecOutput } from "../answer.ts";
import { expandGlob, hasMagic } from "../glob.ts";
import { cutPath, tooManyIncludes } from "../file_store.ts";
import type { MemoryFileSystem } from "../file_system.ts";
import { encodeText, foldCase, trimBlanks } from "../source_text.ts";
import { readByteText, toByteText } from "./byte_text.ts";
import { ServerFileReader } from "./server_file_reader.ts";
import { type ServerInclude, ServerMemory } from "./server_memory.ts";

/** What Asterisk's reader has to work with. */
export interface ServerReaderOptions {
  readonly fs: MemoryFileSystem;
  /** Where relative names belong. */
  readonly directory: string;
  /** The most files that are included, each time counted. */
  readonly maxIncludes: number;
  /** Runs the command of an `#exec`; without it none is run. */
  readonly exec?: ((command: string) => ExecOutput) | undefined;
}

/** How deep files may include each other (config.c, MAX_INCLUDE_LEVEL). */
const maxLevel = 10;

/** Reads a file as Asterisk does when it is going to write it again, with all comments (config.c, CONFIG_FLAG_WITHCOMMENTS). */
export class ServerReader {
  readonly memory: ServerMemory = new ServerMemory();
  readonly #options: ServerReaderOptions;
  #loads = 0;
  #execs = 0;

  constructor(options: ServerReaderOptions) {
    this.#options = options;
  }

  /** Reads the file. Gives whether it was there, and whether it is valid. */
  read(name: string): "missing" | "invalid" | "valid" {
    return this.#load(toByteText(name), "");
  }

  /** Reads all files that a name stands for; their lines are written to another file if one is given. */
  #load(name: string, writtenTo: string, output?: Uint8Array): "missing" | "invalid" | "valid" {
    if (this.memory.level === maxLevel + 1) return "missing";
    if (++this.#loads > this.#options.maxIncludes) throw tooManyIncludes(this.#options.maxIncludes);
    this.memory.level++;
    const file: ServerFileReader = new ServerFileReader(this.memory, (line) => this.#read(file, line));
    let found: "missing" | "invalid" | "valid" = "missing";
    for (const path of output === undefined ? this.#paths(name) : [name]) {
      const bytes = output ?? this.#options.fs.readFile(path);
      if (bytes === undefined) continue;
      const isValid = file.read(toByteText(bytes), { location: toByteText(path), writtenTo });
      found = isValid ? "valid" : "invalid";
      if (!isValid) break;
    }
    // Of a file that it gives up Asterisk never counts the level down again.
    if (found !== "invalid") this.memory.level--;
    return found;
  }

  #read(file: ServerFileReader, line: string): boolean {
    if (line.startsWith("[")) return file.readHeader(line);
    if (line.startsWith("#")) return this.#readDirective(file, line);
    return file.readSetting(line);
  }

  #readDirective(file: ServerFileReader, line: string): boolean {
    // The character is signed to Asterisk, so that those above ASCII end the word.
    const [, word = "", rest = ""] = /^#([!-\x7f]*)(?:[^]([^]*))?$/.exec(line) ?? [];
    const kind = foldCase(word);
    if (kind !== "include" && kind !== "tryinclude" && kind !== "exec") return true;
    const argument = unquoteArgument(trimBlanks(rest));
    if (trimBlanks(rest) === "" || (kind === "exec" && this.#options.exec === undefined)) return true;
    if (kind === "exec") return this.#execute(file, argument);

    const name = argument;
    const { include, writtenTo } = this.#include(file, { kind, argument, name });
    const isThere = this.#load(name, writtenTo) !== "missing";
    if (!isThere && kind === "include") return false;
    file.attachInclude(include);
    return true;
  }

  #execute(file: ServerFileReader, command: string): boolean {
    const { exec } = this.#options;
    const result = exec?.(readByteText(command)) ?? "";
    const output = typeof result === "string" || result instanceof Uint8Array ? result : result.output;
    const path = `/var/tmp/exec.${++this.#execs}`;
    const { include } = this.#include(file, { kind: "exec", argument: command, name: path });
    const isThere = this.#load(path, "", typeof output === "string" ? encodeText(output) : output) !== "missing";
    if (isThere) file.attachInclude(include);
    return isThere;
  }

  /** Notes a directive. A file that is included again is given another name, by which it is written (config.c, ast_include_new). */
  #include(
    file: ServerFileReader,
    { kind, argument, name }: Pick<ServerInclude, "kind" | "argument"> & { name: string },
  ): { include: ServerInclude; writtenTo: string } {
    const { includes } = this.memory;
    const known = includes.find(({ included }) => included === name);
    let writtenTo = "";
    if (known !== undefined) {
      do writtenTo = `${name}~~${++known.count}`; while (name.startsWith("/") && this.#isThere(writtenTo));
    }
    const included = writtenTo === "" ? name : writtenTo;
    const path = serverPath(included, this.#options.directory);
    const truncated = kind === "exec"
      ? []
      : kind === "include"
      ? [path]
      : this.#glob(path).filter((it) => this.#isThere(it));
    const include: ServerInclude = {
      kind,
      argument: kind === "exec" ? argument : included,
      included,
      file: this.memory.level === 1 ? "" : file.location,
      line: file.line,
      truncated,
      count: 0,
    };
    includes.push(include);
    return { include, writtenTo };
  }

  #isThere(path: string): boolean {
    const text = readByteText(path);
    return this.#options.fs.readFile(text) !== undefined || this.#options.fs.readFolder(text) !== undefined;
  }

  #paths(name: string): string[] {
    const path = cutPath(readByteText(serverPath(name, this.#options.directory)));
    return this.#glob(toByteText(path)).map((found) => cutPath(readByteText(found)));
  }

  #glob(path: string): string[] {
    const pattern = readByteText(path);
    const run = expandGlob(pattern, this.#options.maxIncludes);
    let step = run.next();
    for (; !step.done; step = run.next()) step.value.names = this.#options.fs.readFolder(step.value.path);
    const paths = step.value;
    if (paths === undefined) throw tooManyIncludes(this.#options.maxIncludes);
    // Where none of the alternatives of braces is there, glob takes the pattern for a name.
    const isLiteral = paths.length !== 1 && !hasMagic(pattern) && !paths.some((it) => this.#isThere(toByteText(it)));
    return (isLiteral ? [pattern] : paths).map(toByteText);
  }
}

/** The absolute path of a name. */
export function serverPath(name: string, directory: string): string {
  return name.startsWith("/") ? name : `${toByteText(directory)}/${name}`;
}

function unquoteArgument(text: string): string {
  const [first] = text;
  const isQuoted = (first === '"' && text.endsWith('"')) || (first === "<" && text.endsWith(">"));
  return isQuoted ? text.slice(1, Math.max(1, text.length - 1)) : text;
}
