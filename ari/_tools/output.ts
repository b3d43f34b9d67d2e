/** A generated file that is not as it should be. */
export interface Difference {
  readonly name: string;
  readonly problem: "differs" | "is missing" | "is not generated any longer";
}

/** Writes files into a folder and removes what else is there. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, text] of files) await Deno.writeTextFile(`${folder}/${name}`, text);
  for (const { name } of await compareFiles(folder, files)) await Deno.remove(`${folder}/${name}`);
}

/** Finds what in a folder is not as in `files`, by name in alphabetical order. */
export async function compareFiles(folder: string, files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [name, text] of files) {
    const current = await readOptional(`${folder}/${name}`);
    if (current === undefined) differences.push({ name, problem: "is missing" });
    else if (current !== text) differences.push({ name, problem: "differs" });
  }
  for (const name of await listOptional(folder)) {
    if (!files.has(name)) differences.push({ name, problem: "is not generated any longer" });
  }
  return differences.sort((a, b) => a.name < b.name ? -1 : 1);
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function listOptional(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
