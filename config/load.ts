import { answer, type ExecOutput, readFile } from "./answer.ts";
import type { ConfigFile } from "./config_file.ts";
import { DenoFileSystem } from "./deno_file_system.ts";
import type { FileRequest } from "./read_request.ts";
import { type ConfigFileSystem, defaultAsteriskDirectory, resolvePath } from "./file_system.ts";
import { finish, type ReadOptions, refuseSize, startEvaluation } from "./parse.ts";
import { readLimits } from "./read_limits.ts";
import { SyntaxTree } from "./syntax_tree.ts";

/** What {@linkcode load} may be told. */
export interface LoadOptions extends ReadOptions {
  /**
   * Where files are read from.
   * @default {new DenoFileSystem()}
   */
  fs?: ConfigFileSystem;
  /** Gives the output of an `#exec`; without it none is executed, as in Asterisk without `execincludes`. */
  exec?: (command: string) => ExecOutput | Promise<ExecOutput>;
  /** Stops the loading; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Loads a configuration file with all that it includes, exactly as Asterisk 22 does.
 *
 * Never rejects for what a file says, unless `strict`; nor for a file that is not there or may not be read: that is in the
 * diagnostics. It rejects with whatever else the file system throws.
 *
 * @param path The file; a relative path belongs to `asteriskDirectory`, as with Asterisk.
 * @param options Where to read from, and the version of Asterisk.
 * @returns What it says.
 *
 * @example
 * ```ts
 * import { load, MemoryFileSystem } from "@asterism/asterisk/config";
 *
 * const fs = new MemoryFileSystem({ "http.conf": "[general]\nenabled = yes\n#tryinclude http_local.conf\n" });
 * const file = await load("/etc/asterisk/http.conf", { fs });
 * console.log(file.valid, file.section("general")?.get("enabled")); // true "yes"
 * ```
 */
export async function load(path: string, options: LoadOptions = {}): Promise<ConfigFile> {
  const { fs = new DenoFileSystem(), exec, asteriskDirectory = defaultAsteriskDirectory, signal } = options;
  const { maxFileSize } = readLimits(options.limits ?? {});
  const evaluation = startEvaluation(options, { followsIncludes: true, executes: exec !== undefined });
  signal?.throwIfAborted();

  const request: FileRequest = { kind: "file", path: resolvePath(path, asteriskDirectory) };
  await readFile(request, fs, maxFileSize);
  const { bytes, refusal } = request;
  const isRead = bytes !== undefined && bytes.length <= maxFileSize;
  const main = { path: request.path, tree: new SyntaxTree(isRead ? bytes : ""), includedAt: [] };
  if (bytes === undefined) {
    const code = refusal === undefined ? "file-missing" : "permission-denied";
    const message = refusal === undefined ? "File is not there" : `File may not be read: ${refusal}`;
    evaluation.findings.add({ code, source: main, start: 0, end: 0, message });
    return finish(main, evaluation, { valid: false, options });
  }
  if (!isRead) return refuseSize(main, evaluation, options);

  const run = evaluation.run(main, main.path);
  let step = run.next();
  for (; !step.done; step = run.next()) {
    signal?.throwIfAborted();
    // deno-lint-ignore no-await-in-loop -- which file comes next depends on what this one says.
    await answer(step.value, { fs, exec, maxSize: maxFileSize });
  }
  return finish(main, evaluation, { valid: step.value, options });
}
