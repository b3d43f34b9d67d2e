/** How {@linkcode ConfigFileSystem.readFile} is asked. */
export interface ReadFileOptions {
  /** Files larger than this are refused anyway; one byte more than this is enough of them. */
  maxSize?: number;
}

/**
 * Where files are read from. Paths are absolute, with "/".
 *
 * A file system throws what it will; an error named `NotCapable` or `PermissionDenied` is told as a diagnostic, any other rejects
 * the promise of `load`.
 */
export interface ConfigFileSystem {
  /** Gives a file's bytes, or undefined where there is no file, as for a folder. */
  readFile(path: string, options?: ReadFileOptions): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Gives the names of what is in a folder, in any order, or undefined where there is no folder. */
  readFolder(path: string): readonly string[] | undefined | Promise<readonly string[] | undefined>;
}

/** Where files are, when nothing else is said. */
export const defaultAsteriskDirectory = "/etc/asterisk";

/** How a {@linkcode MemoryFileSystem} is made. */
export interface MemoryFileSystemOptions {
  /**
   * Where relative names belong.
   * @default {"/etc/asterisk"}
   */
  directory?: string;
}

/**
 * Files in memory.
 *
 * @example
 * ```ts
 * import { load, MemoryFileSystem } from "@asterism/asterisk/config";
 *
 * const fs = new MemoryFileSystem({ "pjsip.conf": "#include pjsip.d/*.conf\n", "pjsip.d/alice.conf": "[alice]\n" });
 * const file = await load("pjsip.conf", { fs });
 * console.log(file.sections[0]?.name); // "alice"
 * ```
 */
export class MemoryFileSystem implements ConfigFileSystem {
  readonly #files = new Map<string, Uint8Array>();
  readonly #directory: string;

  /** Takes files by their paths; relative ones belong to `directory`. */
  constructor(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    { directory = defaultAsteriskDirectory }: MemoryFileSystemOptions = {},
  ) {
    this.#directory = directory;
    for (const [path, content] of Object.entries(files)) this.writeFile(path, content);
  }

  /** The paths of all files. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** Adds or replaces a file. */
  writeFile(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.#files.set(resolvePath(path, this.#directory), bytes);
  }

  /** Gives a file's bytes. */
  readFile(path: string): Uint8Array | undefined {
    return this.#files.get(resolvePath(path, this.#directory));
  }

  /** Gives the names of what is in a folder; a folder is what a file's path goes through. */
  readFolder(path: string): string[] | undefined {
    const folder = resolvePath(path, this.#directory);
    const prefix = folder === "/" ? folder : `${folder}/`;
    const names = new Set<string>();
    for (const other of this.#files.keys()) {
      if (other.startsWith(prefix)) names.add(other.slice(prefix.length).split("/")[0] ?? "");
    }
    return names.size === 0 ? undefined : [...names];
  }
}

/**
 * Several file systems, one over the other: a file is that of the first that has it. With one in memory over the real one, files can
 * be tried before they are written.
 *
 * @example
 * ```ts
 * import { load, MemoryFileSystem, OverlayFileSystem } from "@asterism/asterisk/config";
 *
 * const installed = new MemoryFileSystem({ "a.conf": "#include b.conf\n", "b.conf": "[old]\n" });
 * const changed = new MemoryFileSystem({ "b.conf": "[new]\n" });
 * const file = await load("a.conf", { fs: new OverlayFileSystem([changed, installed]) });
 * console.log(file.sections[0]?.name); // "new"
 * ```
 */
export class OverlayFileSystem implements ConfigFileSystem {
  readonly #layers: readonly ConfigFileSystem[];

  /** Takes the layers, the upper ones first. */
  constructor(layers: readonly ConfigFileSystem[]) {
    this.#layers = [...layers];
  }

  /** Gives the file of the first layer that has it. */
  async readFile(path: string, options: ReadFileOptions = {}): Promise<Uint8Array | undefined> {
    for (const layer of this.#layers) {
      // deno-lint-ignore no-await-in-loop -- a lower layer is asked only for what an upper one does not have.
      const bytes = await layer.readFile(path, options);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  /** Gives what is in the folders of all layers. */
  async readFolder(path: string): Promise<string[] | undefined> {
    const folders = await Promise.all(this.#layers.map((layer) => layer.readFolder(path)));
    const found = folders.filter((names) => names !== undefined);
    return found.length === 0 ? undefined : [...new Set(found.flat())];
  }
}

/** Makes a path absolute, and takes "." and ".." out of it. */
export function resolvePath(path: string, directory: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${directory}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
