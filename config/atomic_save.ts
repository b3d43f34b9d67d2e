/** What {@linkcode saveAtomically} needs. */
export interface SaveOptions {
  /** What the file held when it was read; `undefined` when it was not there. */
  expected: Uint8Array | undefined;
}

/** The file is not what it was when it was read: somebody else has written it, and saving would lose that. */
export class ConfigChangedError extends Error {
  static {
    this.prototype.name = "ConfigChangedError";
  }
  /** The file. */
  readonly path: string;

  /** Makes the error for a file, with what is the case. */
  constructor(path: string, what: string) {
    super(`Cannot save "${path}": ${what} since it was read`);
    this.path = path;
  }
}

/** New bytes of a file that lie beside it, until they take its name. */
export interface PreparedFile {
  /** Throws {@linkcode ConfigChangedError} when the file does not hold any more what was expected. */
  check(): Promise<void>;
  /** Puts the new bytes in the file's place. */
  commit(): Promise<void>;
  /** Takes the new bytes away; harmless after they have taken their place. */
  discard(): Promise<void>;
}

/**
 * Writes a file so that who reads it meanwhile gets the old or the new one and never a part: the bytes go to a new file in
 * the same folder, which then takes the name. Mode and, where the system allows it, owner stay; a symbolic link stays
 * one, and the file that it leads to is written.
 *
 * Throws {@linkcode ConfigChangedError}, and leaves all as it is, when the file does not hold what `expected` says.
 * Needs permission to read and write the folder.
 */
export async function saveAtomically(path: string, bytes: Uint8Array, options: SaveOptions): Promise<void> {
  const prepared = await prepareSave(path, bytes, options);
  try {
    await prepared.check();
    await prepared.commit();
  } finally {
    await prepared.discard();
  }
}

/** Does all of {@linkcode saveAtomically} that can be done without changing the file. */
export async function prepareSave(path: string, bytes: Uint8Array, { expected }: SaveOptions): Promise<PreparedFile> {
  const target = await resolveLink(path);
  await requireExpected(path, { target, expected });
  const temporary = `${target}.${crypto.randomUUID()}.new`;
  const discard = () => removeIfThere(temporary);
  try {
    await writeSynced(temporary, bytes);
    if (expected !== undefined) await keepAttributes(target, temporary);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    check: () => requireExpected(path, { target, expected }),
    commit: () => Deno.rename(temporary, target),
    discard,
  };
}

async function requireExpected(
  path: string,
  { target, expected }: { target: string; expected: Uint8Array | undefined },
): Promise<void> {
  const present = await readIfThere(target);
  if (present === undefined && expected !== undefined) throw new ConfigChangedError(path, "it was removed");
  if (present !== undefined && expected === undefined) {
    throw new ConfigChangedError(path, "it was made by somebody else");
  }
  if (present !== undefined && expected !== undefined && !equal(present, expected)) {
    throw new ConfigChangedError(path, "somebody else changed it");
  }
}

async function removeIfThere(path: string): Promise<void> {
  await Deno.remove(path).catch((missing) => {
    if (!(missing instanceof Deno.errors.NotFound)) throw missing;
  });
}

async function resolveLink(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Made readable for nobody else until it has the mode of the file that it replaces: it may hold secrets. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  await file.sync();
}

async function keepAttributes(from: string, to: string): Promise<void> {
  const { mode, uid, gid } = await Deno.stat(from);
  const own = await Deno.stat(to);
  // Only root may give files away: without that right the file stays ours, as with any editor.
  if (uid !== null && gid !== null && (uid !== own.uid || gid !== own.gid)) {
    await Deno.chown(to, uid, gid).catch((error) => {
      if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    });
  }
  if (mode !== null) await Deno.chmod(to, mode & 0o7777);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
