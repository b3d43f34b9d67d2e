import type { ConfigFileSystem, ReadFileOptions } from "./file_system.ts";

/**
 * The files of this machine, through Deno. It needs `--allow-read` for the folder that they are in.
 *
 * @example
 * ```ts
 * import { DenoFileSystem, load } from "@asterism/asterisk/config";
 *
 * const file = await load("/nowhere/at.all.conf", { fs: new DenoFileSystem() });
 * console.log(file.valid); // false: it is not there, or may not be read, which the diagnostics say
 * ```
 */
export class DenoFileSystem implements ConfigFileSystem {
  /** Reads a file; what is no regular file, such as a folder, a pipe or a device, is none. */
  async readFile(path: string, options: ReadFileOptions = {}): Promise<Uint8Array | undefined> {
    const { maxSize = Infinity } = options;
    try {
      // Asked first, as a pipe would never end.
      const { isFile, size } = await Deno.stat(path);
      if (!isFile) return undefined;
      if (size <= maxSize) return await Deno.readFile(path);
      using file = await Deno.open(path);
      return await readStart(file, maxSize + 1);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Reads the names in a folder. */
  async readFolder(path: string): Promise<string[] | undefined> {
    try {
      const names: string[] = [];
      for await (const { name } of Deno.readDir(path)) names.push(name);
      return names;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

async function readStart(file: Deno.FsFile, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size;) {
    // deno-lint-ignore no-await-in-loop -- the next bytes come after these.
    const count = await file.read(bytes.subarray(at));
    if (count === null) return bytes.subarray(0, at);
    at += count;
  }
  return bytes;
}

function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.IsADirectory;
}
