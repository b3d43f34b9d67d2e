import type { ExecOutput } from "../answer.ts";
import { defaultAsteriskDirectory, MemoryFileSystem, resolvePath } from "../file_system.ts";
import { type ReadLimits, readLimits } from "../read_limits.ts";
import { foldCase, trimBlanks } from "../source_text.ts";
import { type ActionHeader, readFields } from "../update_config.ts";
import { fromByteText, readByteText, toByteText } from "./byte_text.ts";
import { makeServerChanges, ServerCrash } from "./server_changes.ts";
import { ServerHang } from "./server_line.ts";
import { ServerReader } from "./server_reader.ts";
import { ServerWriter } from "./server_writer.ts";

/** What {@linkcode predictServerUpdate} is told. */
export interface PredictUpdateOptions {
  /** What Asterisk writes as the date, in the words of C's `ctime`. @default {"Thu Jan  1 00:00:00 1970"} */
  date?: string;
  /**
   * The folder of Asterisk's configuration: relative names belong to it, and without `liveDangerously` only files below it may be
   * changed.
   * @default {"/etc/asterisk"}
   */
  asteriskDirectory?: string;
  /** Whether files elsewhere may be changed too, as `live_dangerously` in asterisk.conf has it. @default {false} */
  liveDangerously?: boolean;
  /** Gives the output of an `#exec`; without it none is executed. */
  exec?: (command: string) => ExecOutput;
  /** Whether Asterisk may write to a file or, where it is not there, into its folder. @default {all that there is} */
  isWritable?: (path: string) => boolean;
  /** How many files are read at most. */
  limits?: Pick<ReadLimits, "maxIncludes">;
}

/** What Asterisk answers to an UpdateConfig action, and what it leaves. */
export type PredictedUpdate =
  | {
    /** What it answers. */
    readonly response: "Success";
    /** The files that it has written, by absolute path. */
    readonly written: ReadonlyMap<string, Uint8Array>;
  }
  | {
    readonly response: "Error";
    /** Why, in its words. Then nothing is written. */
    readonly message: string;
  }
  | {
    /** Nothing is answered any more: Asterisk crashes or hangs. */
    readonly response: undefined;
    /** At what. */
    readonly reason: string;
  };

/**
 * Tells to the byte what Asterisk 22's own UpdateConfig would leave of files, with everything that it loses: it reads a file with what
 * it includes, makes the changes in memory, and writes all of it anew in a layout of its own (manager.c, action_updateconfig).
 *
 * {@linkcode ConfigFile.apply} makes the same changes without the losses.
 *
 * @param files All files that there are, by path; relative ones belong to `asteriskDirectory`.
 * @param headers The headers of the action: `SrcFilename`, `DstFilename`, `Action-000000` and so on.
 *
 * @example
 * ```ts
 * import { predictServerUpdate } from "@asterism/asterisk/config";
 *
 * const files = { "pjsip.conf": "[alice]\nauth += alice ;-- of the front desk --;\n" };
 * const update = predictServerUpdate(files, [["SrcFilename", "pjsip.conf"], ["DstFilename", "pjsip.conf"]]);
 * if (update.response === "Success") {
 *   const bytes = update.written.get("/etc/asterisk/pjsip.conf");
 *   console.log(new TextDecoder().decode(bytes).includes("[alice]\nauth = alice\n")); // true
 * }
 * ```
 */
export function predictServerUpdate(
  files: Readonly<Record<string, string | Uint8Array>>,
  headers: readonly ActionHeader[],
  options: PredictUpdateOptions = {},
): PredictedUpdate {
  try {
    return update(files, headers, options);
  } catch (error) {
    if (error instanceof ServerCrash) return { response: undefined, reason: error.message };
    if (!(error instanceof ServerHang)) throw error;
    const reason = "Comment blocks are nested more than 128 deep, at which Asterisk hangs for ever";
    return { response: undefined, reason };
  }
}

function update(
  files: Readonly<Record<string, string | Uint8Array>>,
  headers: readonly ActionHeader[],
  options: PredictUpdateOptions,
): PredictedUpdate {
  const {
    date = "Thu Jan  1 00:00:00 1970",
    asteriskDirectory = defaultAsteriskDirectory,
    liveDangerously = false,
    exec,
    isWritable = () => true,
    limits = {},
  } = options;
  const directory = resolvePath(asteriskDirectory, "/");
  const fs = new MemoryFileSystem(files, { directory });
  const fields = readFields(headers);
  const header = (name: string) => fields.get(name) ?? "";
  const refuse = (message: string): PredictedUpdate => ({ response: "Error", message });
  const [source, target] = [header("srcfilename"), header("dstfilename")];
  if (source === "" || target === "") return refuse("Filename not specified");
  if (!liveDangerously && [source, target].some((name) => isRestricted(fs, name, directory))) {
    return refuse("File requires escalated privileges");
  }
  const { maxIncludes } = readLimits(limits);
  const reader = new ServerReader({ fs, directory, maxIncludes, exec });
  const read = reader.read(source);
  if (read !== "valid") {
    return refuse(read === "missing" ? "Config file not found" : "Config file has invalid format");
  }
  const { memory } = reader;
  const message = makeServerChanges(memory, fields, toByteText(target));
  if (message !== undefined) return refuse(message);

  rename(reader, toByteText(source), toByteText(target));
  const preserve = header("preserveeffectivecontext");
  const writer = new ServerWriter({
    fs,
    directory,
    file: toByteText(target),
    date,
    preservesEffectiveContext: preserve === "" || isTrue(preserve),
    isWritable,
  });
  if (!writer.write(memory)) return refuse("Save of config failed");
  const written = Array.from(writer.files, ([path, text]): [string, Uint8Array] => {
    return [resolvePath(readByteText(path), directory), fromByteText(text)];
  });
  return { response: "Success", written: new Map(written) };
}

/** Whether a file is not there, or is not below the folder: Asterisk compares the beginnings of the paths. */
function isRestricted(fs: MemoryFileSystem, name: string, directory: string): boolean {
  const path = resolvePath(trimBlanks(name), directory);
  const isThere = fs.readFile(path) !== undefined || fs.readFolder(path) !== undefined;
  return !isThere || !path.startsWith(directory);
}

/** What stood in the source stands in the target then (config.c, ast_include_rename). */
function rename({ memory }: ServerReader, from: string, to: string): void {
  const rename = (thing: { file: string }) => {
    if (thing.file === from) thing.file = to;
  };
  memory.includes.forEach(rename);
  for (const category of memory.categories) {
    rename(category);
    category.variables.forEach(rename);
  }
}

/** As Asterisk's ast_true. */
function isTrue(text: string): boolean {
  return ["yes", "true", "y", "t", "1", "on"].includes(foldCase(text));
}
