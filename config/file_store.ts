import type { FolderRequest } from "./glob.ts";
import type { ScanStart } from "./line_index.ts";
import { LimitReached } from "./limit_reached.ts";
import type { ReadLimits } from "./read_limits.ts";
import type { FileRequest, ReadRequest } from "./read_request.ts";
import type { ConfigSource, IncludePlace } from "./section_record.ts";
import { SyntaxTree } from "./syntax_tree.ts";

/** Asterisk puts paths into 256 bytes. */
export const maxPathLength = 255;

/** Why a file is not there. */
export type Absence =
  | { readonly reason: "missing" }
  /** It is a folder, or something else that is no file. */
  | { readonly reason: "no-file" }
  | { readonly reason: "refused"; readonly refusal: string };

/** The file that is read first; where it is included too is noted in it. */
export interface MainSource extends ConfigSource {
  readonly includedAt?: IncludePlace[];
}

/** How Asterisk comes to a file, and where it is included. */
export interface SourceStart extends Required<ScanStart> {
  readonly includedAt?: IncludePlace;
}

/** The files of an evaluation: each is asked for once, and scanned once for each state that Asterisk comes to it in. */
export class FileStore {
  /** What was scanned, in order. */
  readonly sources: ConfigSource[] = [];
  readonly #limits: Required<ReadLimits>;
  readonly #files = new Map<string, Uint8Array>();
  readonly #scanned = new Map<string, ConfigSource>();
  readonly #places = new Map<string, IncludePlace[]>();
  #fetches = 0;
  #size = 0;

  constructor(limits: Required<ReadLimits>) {
    this.#limits = limits;
  }

  /** Adds the file that is read first, with its absolute path. */
  addMain(main: MainSource, path: string): void {
    this.sources.push(main);
    if (main.includedAt !== undefined) this.#places.set(path, main.includedAt);
    this.#scanned.set(keyOf(path, { depth: 0, dropsByteOrderMark: true }), main);
    this.#files.set(path, main.tree.bytes);
    this.#size = main.tree.bytes.length;
  }

  /** Gets the bytes of a file, or why there are none. Throws {@linkcode LimitReached}. */
  *fetch(path: string): Generator<ReadRequest, Uint8Array | Absence, void> {
    const { maxFileSize, maxTotalSize, maxIncludes } = this.#limits;
    if (++this.#fetches > maxIncludes) throw tooManyIncludes(maxIncludes);
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const request: FileRequest = { kind: "file", path };
    yield request;
    const { bytes, refusal } = request;
    if (refusal !== undefined) return { reason: "refused", refusal };
    if (bytes === undefined) {
      const folder: FolderRequest = { kind: "folder", path };
      yield folder;
      return { reason: folder.names === undefined ? "missing" : "no-file" };
    }
    if (bytes.length > maxFileSize) {
      throw new LimitReached("file-too-large", `File "${path}" is larger than ${maxFileSize} bytes`);
    }
    this.#size += bytes.length;
    if (this.#size > maxTotalSize) {
      throw new LimitReached("file-too-large", `Files together are larger than ${maxTotalSize} bytes`);
    }
    this.#files.set(path, bytes);
    return bytes;
  }

  /** Gives a file as it is read now, scanned unless it was scanned in the same state, and notes where it is included. */
  source(path: string, bytes: Uint8Array, { includedAt, ...start }: SourceStart): ConfigSource {
    const places = this.#places.get(path) ?? [];
    this.#places.set(path, places);
    if (includedAt !== undefined) places.push(includedAt);
    const key = keyOf(path, start);
    const known = this.#scanned.get(key);
    const readAt = includedAt && { readAt: includedAt };
    if (known !== undefined) return { path: known.path, tree: known.tree, includedAt: places, ...readAt };
    const source = { path, tree: new SyntaxTree(bytes, start), includedAt: places, ...readAt };
    this.#scanned.set(key, source);
    this.sources.push(source);
    return source;
  }
}

/** Says that more is included than is allowed. */
export function tooManyIncludes(limit: number): LimitReached {
  return new LimitReached("too-many-includes", `More than ${limit} files are included`);
}

/** The first 255 bytes of a path. */
export function cutPath(path: string): string {
  if (path.length * 3 <= maxPathLength) return path;
  const bytes = new TextEncoder().encode(path);
  return bytes.length <= maxPathLength ? path : new TextDecoder().decode(bytes.subarray(0, maxPathLength));
}

function keyOf(path: string, { depth, dropsByteOrderMark }: Required<ScanStart>): string {
  return `${depth} ${dropsByteOrderMark} ${path}`;
}
