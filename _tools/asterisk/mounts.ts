/** What is mounted below a folder, and its removal that never reaches through a mount. */
import { run } from "./command.ts";

/** Reads which mount points lie at or below a folder, the deepest first, from the text of `/proc/self/mountinfo`. */
export function mountsBelow(folder: string, mountinfo: string): string[] {
  return mountinfo.split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))))
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    // A later line may be mounted over an earlier one, so it has to go first.
    .reverse()
    .sort((a, b) => depth(b) - depth(a));
}

/** Unmounts all that is mounted at or below a folder. Our own mounts live in namespaces that end with their process; what
 *  is found here was left by somebody else. */
export async function unmountBelow(folder: string): Promise<void> {
  for (const path of await currentMounts(folder)) await run("umount", [path]);
  const left = await currentMounts(folder);
  if (left.length > 0) {
    throw new Error(`Cannot unmount what is below "${folder}": still mounted are ${left.join(", ")}`);
  }
}

/** Removes a folder and all that is in it, after unmounting what is mounted there. Removing twice is harmless. */
export async function removeTree(folder: string): Promise<void> {
  await unmountBelow(folder);
  // A mount that comes up from now on is still safe: rm does not leave the file system it starts on.
  await run("rm", ["-rf", "--one-file-system", "--", folder]);
}

async function currentMounts(folder: string): Promise<string[]> {
  return mountsBelow(folder, await Deno.readTextFile("/proc/self/mountinfo"));
}

function depth(path: string): number {
  return path.split("/").length;
}
