import { findFileFormat } from "./file_formats.ts";
import { RecordingFile } from "./recording_file.ts";

/** Where an installed Asterisk keeps recordings. */
const spoolDirectory = "/var/spool/asterisk/recording/";

/** A recording that lies in the spool. */
export interface StoredRecording {
  /** Its name, as the spool has it. */
  readonly name: string;
  /** The file that was found for it. */
  readonly file: RecordingFile;
}

/** Why a name can not be written to: its directory lies elsewhere, or would have to be made there, or its name is too long. */
export type SpoolRefusal = "outside" | "forbidden" | "too-long";

/** The longest name of a file or a directory, in bytes, as on a disk. */
const maxNameLength = 255;

/**
 * The folder of stored recordings (`res/stasis_recording/stored.c`), in memory: files by name and extension, and the
 * directories that names with slashes have made. What a name means is looked up as in a file system, `.` and `..` included.
 */
export class RecordingSpool {
  /** Files by their path within the spool, extension included. */
  readonly #files = new Map<string, RecordingFile>();
  readonly #directories = new Set<string>([""]);

  /** Takes `files` over, by name with extension: `greetings/hello.wav`. Throws a `TypeError` for an unknown extension. */
  constructor(files: Readonly<Record<string, Uint8Array>> = {}) {
    for (const [path, bytes] of Object.entries(files)) {
      const { name, extension } = splitExtension(path);
      const format = findFileFormat(extension);
      if (format === undefined || name === "") {
        throw new TypeError(`Cannot keep recording "${path}": its name must end in a format, as ".wav"`);
      }
      const refusal = this.createDirectories(name);
      if (refusal !== undefined) throw new TypeError(`Cannot keep recording "${path}": it lies outside of the spool`);
      this.#files.set(`${this.#resolve(name)}.${format.extension}`, RecordingFile.from(format, bytes));
    }
  }

  /** All recordings, by name; of files with one name the latest counts. */
  list(): StoredRecording[] {
    const found = new Map<string, RecordingFile>();
    for (const [path, file] of this.#files) {
      const { name } = splitExtension(path);
      if (!isNameless(path)) found.set(name, file);
    }
    return [...found].map(([name, file]) => ({ name, file })).sort((a, b) => compareBytes(a.name, b.name));
  }

  /** Finds a recording; `"outside"` says that the name leads out of the spool. */
  find(name: string): StoredRecording | "outside" | undefined {
    const path = this.#resolve(name);
    if (path === undefined || path === "outside") return path;
    if (path === "" || path.endsWith("/")) return undefined;
    for (const [candidate, file] of this.#files) {
      if (splitExtension(candidate).name === path) return { name: path, file };
    }
    return undefined;
  }

  /** Finds a file by its whole path without extension, as a sound is asked for. */
  findByPath(path: string): RecordingFile | undefined {
    if (!path.startsWith(spoolDirectory)) return undefined;
    const found = this.find(path.slice(spoolDirectory.length));
    return typeof found === "object" ? found.file : undefined;
  }

  /** Whether there is a file of this name, in any format. */
  has(name: string): boolean {
    const path = this.#resolve(name);
    if (path === undefined || path === "outside") return false;
    return [...this.#files.keys()].some((file) => splitExtension(file).name === path);
  }

  /** Makes the directories that a name needs; says why, when it can not (`ast_safe_mkdir`). */
  createDirectories(name: string): SpoolRefusal | undefined {
    const parts: string[] = [];
    for (const part of directoryParts(name)) {
      if (part !== "..") {
        if (!fits(part)) return "too-long";
        parts.push(part);
        this.#directories.add(parts.join("/"));
      } else if (parts.pop() === undefined) return leadsOn(name) ? "forbidden" : "outside";
    }
    return undefined;
  }

  /** The file of this name and format, or `undefined` when the name leads nowhere. */
  open(name: string, extension: string): RecordingFile | undefined {
    return this.#files.get(`${this.#resolve(name)}.${extension}`);
  }

  /** Puts a file there, instead of the one that was; gives `false` when no file of this name can be there. */
  put(name: string, file: RecordingFile): boolean {
    const path = this.#resolve(name);
    if (path === undefined || path === "outside") return false;
    if (!fits(`${name.slice(name.lastIndexOf("/") + 1)}.${file.format.extension}`)) return false;
    this.#files.set(`${path}.${file.format.extension}`, file);
    return true;
  }

  /** Removes the file of a recording that was found. */
  remove({ name, file }: StoredRecording): void {
    this.#files.delete(`${name}.${file.format.extension}`);
  }

  /** Removes all files of this name (`ast_filedelete`); gives `false` when there is none. */
  removeAll(name: string): boolean {
    const path = this.#resolve(name);
    const found = [...this.#files.keys()].filter((file) => splitExtension(file).name === path);
    for (const file of found) this.#files.delete(file);
    return found.length > 0;
  }

  /** The path within the spool that a name leads to, when its directory is there. */
  #resolve(name: string): string | "outside" | undefined {
    const parts: string[] = [];
    for (const part of directoryParts(name)) {
      if (part !== "..") {
        parts.push(part);
        if (!this.#directories.has(parts.join("/"))) return undefined;
      } else if (parts.pop() === undefined) return leadsOn(name) ? undefined : "outside";
    }
    return [...parts, name.slice(name.lastIndexOf("/") + 1)].join("/");
  }
}

/** The directories in a name, without those that mean nothing. */
function directoryParts(name: string): string[] {
  return name.split("/").slice(0, -1).filter((part) => part !== "" && part !== ".");
}

/** Whether a name that leaves the spool leads on to directories there, none of which the simulator has. */
function leadsOn(name: string): boolean {
  return directoryParts(name).at(-1) !== "..";
}

function splitExtension(path: string): { name: string; extension: string } {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? { name: path, extension: "" } : { name: path.slice(0, dot), extension: path.slice(dot + 1) };
}

/** Asterisk does not take a file for a recording when there is nothing before its extension. */
function isNameless(path: string): boolean {
  return splitExtension(path.slice(path.lastIndexOf("/") + 1)).name === "";
}

function fits(name: string): boolean {
  return new TextEncoder().encode(name).length <= maxNameLength;
}

function compareBytes(a: string, b: string): number {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
