import { answerNow, type ExecOutput } from "./answer.ts";
import { ConfigFile, isExecPath, type Reread } from "./config_file.ts";
import { ConfigSyntaxError } from "./config_syntax_error.ts";
import { Evaluation } from "./evaluation.ts";
import { defaultAsteriskDirectory, MemoryFileSystem, resolvePath } from "./file_system.ts";
import { type ReadLimits, readLimits } from "./read_limits.ts";
import type { ConfigSource } from "./section_record.ts";
import { SourceText } from "./source_text.ts";
import { SyntaxTree } from "./syntax_tree.ts";

/** What {@linkcode parse} and {@linkcode load} may both be told. */
export interface ReadOptions {
  /**
   * The folder that relative paths belong to, also those of `#include`: never the folder of the including file.
   * @default {"/etc/asterisk"}
   */
  asteriskDirectory?: string;
  /**
   * The major version of Asterisk. Where a name comes more than once, up to 22 the first value counts, from 23 on the last.
   * @default {22}
   */
  asteriskVersion?: number;
  /**
   * Whether to throw a {@linkcode ConfigSyntaxError} for the first diagnostic that is not a matter of style.
   * @default {false}
   */
  strict?: boolean;
  /**
   * Whether to read on where Asterisk gives up, so that sections are there in a file that is not valid.
   * @default {false}
   */
  recovers?: boolean;
  /** How much is read at most. */
  limits?: ReadLimits;
}

/** What {@linkcode parse} may be told. */
export interface ParseOptions extends ReadOptions {
  /**
   * The name of the file, for messages and for what includes it.
   * @default {"config"}
   */
  name?: string;
  /** The files that may be included, by path; relative ones belong to `asteriskDirectory`. Without it nothing is included. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** Gives the output of an `#exec`; without it none is executed. */
  exec?: (command: string) => ExecOutput;
}

/**
 * Reads a configuration file from memory, exactly as Asterisk 22 reads it.
 *
 * Never throws for what a file says, unless `strict`: what Asterisk does not take is in the diagnostics.
 *
 * @param content The file. Bytes are not copied: they must not change afterwards.
 * @param options Its name, the files that it may include, and the version of Asterisk.
 * @returns What it says.
 *
 * @example Settings, own and inherited
 * ```ts
 * import { parse } from "@asterism/asterisk/config";
 *
 * const file = parse("[phone](!)\ntype = endpoint\n\n[alice](phone)\ncontext = default ; for now\n");
 * const alice = file.section("Alice");
 * console.log(alice?.get("type"), alice?.get("context")); // "endpoint default"
 * console.log(alice?.settings[0]?.origin.section); // "phone"
 * ```
 *
 * @example What Asterisk would say
 * ```ts
 * import { parse } from "@asterism/asterisk/config";
 *
 * const { valid, diagnostics } = parse("enabled = yes\n[general]\n", { name: "http.conf" });
 * console.log(valid, diagnostics[0]?.code, diagnostics[0]?.start.line); // false "no-section" 1
 * ```
 */
export function parse(content: string | Uint8Array, options: ParseOptions = {}): ConfigFile {
  const { name = "config", files, exec, asteriskDirectory = defaultAsteriskDirectory } = options;
  const source = new SourceText(content);
  const fs = new MemoryFileSystem(files, { directory: asteriskDirectory });
  if (fs.readFile(name) === undefined) fs.writeFile(name, source.bytes);

  const limits = readLimits(options.limits ?? {});
  const isSmall = source.bytes.length <= limits.maxFileSize;
  const main = { path: name, tree: new SyntaxTree(isSmall ? source : ""), includedAt: [] };
  const evaluation = startEvaluation({ ...options, asteriskDirectory }, {
    followsIncludes: files !== undefined,
    executes: exec !== undefined,
  });
  if (!isSmall) return refuseSize(main, evaluation, options);
  const run = evaluation.run(main, resolvePath(name, asteriskDirectory));
  let step = run.next();
  for (; !step.done; step = run.next()) answerNow(step.value, { fs, exec });
  return finish(main, evaluation, { valid: step.value, options });
}

/** Makes an evaluation from public options. */
export function startEvaluation(
  options: ReadOptions,
  { followsIncludes, executes }: { followsIncludes: boolean; executes: boolean },
): Evaluation {
  const { asteriskDirectory = defaultAsteriskDirectory, asteriskVersion = 22, recovers = false, limits = {} } = options;
  return new Evaluation({
    asteriskDirectory: resolvePath(asteriskDirectory, "/"),
    asteriskVersion,
    recovers,
    limits: readLimits(limits),
    followsIncludes,
    executes,
  });
}

/** Makes the file of an evaluation that has run. */
export function finish(
  main: ConfigSource,
  evaluation: Evaluation,
  { valid, options }: { valid: boolean; options: ReadOptions },
): ConfigFile {
  const { asteriskVersion = 22, recovers = false, strict = false } = options;
  const asteriskDirectory = resolvePath(options.asteriskDirectory ?? defaultAsteriskDirectory, "/");
  const { sources, findings, sections } = evaluation;
  const isBrittle = evaluation.isBrittle || !valid;
  const file = new ConfigFile(
    main,
    { sources, table: sections.table, findings, valid, recovers, isBrittle, asteriskVersion, asteriskDirectory },
    rereader(main, sources, options),
  );
  if (strict) throwFirst(file);
  return file;
}

/** Reads the same files once more; those that are not changed, and what commands have written, are as they were. */
function rereader(main: ConfigSource, sources: readonly ConfigSource[], options: ReadOptions): Reread {
  return (changed) => {
    const files = Object.fromEntries(
      sources.filter(({ path }) => !isExecPath(path)).map(({ path, tree }) => [path, changed.get(path) ?? tree.bytes]),
    );
    let execs = 0;
    const exec = () => {
      const path = `/var/tmp/exec.${++execs}`;
      return sources.find((source) => source.path === path)?.tree.bytes ?? new Uint8Array();
    };
    const executes = "exec" in options && options.exec !== undefined;
    const includes = !("files" in options) || options.files !== undefined || sources.length > 1;
    const { asteriskDirectory, asteriskVersion, recovers, limits } = options;
    return parse(changed.get(main.path) ?? main.tree.bytes, {
      name: main.path,
      ...(asteriskDirectory !== undefined && { asteriskDirectory }),
      ...(asteriskVersion !== undefined && { asteriskVersion }),
      ...(recovers !== undefined && { recovers }),
      ...(limits !== undefined && { limits }),
      ...(includes && { files }),
      ...(executes && { exec }),
    });
  };
}

/** Makes the file for what is too large to be read. */
export function refuseSize(main: ConfigSource, evaluation: Evaluation, options: ReadOptions): ConfigFile {
  const { maxFileSize } = readLimits(options.limits ?? {});
  const message = `File is larger than ${maxFileSize} bytes`;
  evaluation.findings.add({ code: "file-too-large", source: main, start: 0, end: 0, message });
  return finish(main, evaluation, { valid: false, options });
}

function throwFirst(file: ConfigFile): void {
  const first = file.diagnostics.find(({ severity }) => severity !== "style");
  if (first === undefined) return;
  throw new ConfigSyntaxError(first.message, { file: first.file, line: first.start.line, column: first.start.column });
}
