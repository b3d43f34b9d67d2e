/** What the working tree holds, as the tidiness rules see it. */

/** One text file of the repository. */
export interface SourceFile {
  /** Its path from the root, with `/`. */
  readonly path: string;
  /** Its whole text. */
  readonly text: string;
}

/** The root of the repository. */
export const root: URL = new URL("../../", import.meta.url);

const binary = /\.(?:png|ico|gz|wav|gsm|sln|ulaw|bin|pcap)$/;

/** Reads every file that git would keep, golden data and pictures aside. */
export async function readTree(): Promise<SourceFile[]> {
  const ignored = (await Deno.readTextFile(new URL(".gitignore", root))).split("\n")
    .map((line) => line.replaceAll("/", "")).filter((name) => name !== "");
  const files: SourceFile[] = [];
  for await (const path of walk("", new Set([...ignored, ".git", "golden", "transcripts"]))) {
    if (!binary.test(path)) files.push({ path, text: await Deno.readTextFile(new URL(path, root)) });
  }
  return files.sort((a, b) => a.path < b.path ? -1 : 1);
}

async function* walk(folder: string, ignored: ReadonlySet<string>): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder, root))) {
    if (ignored.has(entry.name)) continue;
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* walk(`${path}/`, ignored);
    else if (entry.isFile) yield path;
  }
}
