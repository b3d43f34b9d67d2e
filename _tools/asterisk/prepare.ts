/** Makes an installed Asterisk ready to be started: its files, and the folders that it writes to. */
import { fileURLToPath } from "node:url";
import { CONFIGURATION_FOLDER, configurationFiles } from "./configuration.ts";
import type { Ports } from "./state.ts";

const DIALPLAN = fileURLToPath(new URL("extensions.conf", import.meta.url));

/** What Asterisk remembers or leaves in here must not reach the next run. */
const FORGOTTEN = ["/run/asterisk", "/var/log/asterisk", "/var/spool/asterisk"];
const DATABASE = "/var/lib/asterisk/astdb.sqlite3";
const OWNED = [...FORGOTTEN, "/var/spool/asterisk/recording", "/var/lib/asterisk"];

/** Writes the configuration into a root, and gives Asterisk empty folders of its own. Nothing may be running in it. */
export async function prepare(ports: Ports, root: string): Promise<void> {
  for (const path of [...FORGOTTEN, DATABASE, `${DATABASE}-journal`, CONFIGURATION_FOLDER]) await remove(root + path);
  const owner = ownerIn(await Deno.readTextFile(`${root}/etc/passwd`), "asterisk");
  for (const folder of OWNED) {
    await Deno.mkdir(root + folder, { recursive: true });
    await Deno.chown(root + folder, owner.uid, owner.gid);
  }
  await Deno.mkdir(root + CONFIGURATION_FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(configurationFiles(ports))) {
    await Deno.writeTextFile(`${root}${CONFIGURATION_FOLDER}/${name}`, text);
  }
  await Deno.copyFile(DIALPLAN, `${root}${CONFIGURATION_FOLDER}/extensions.conf`);
  // Otherwise Asterisk could wait for a name server while it starts.
  await replace(`${root}/etc/hosts`, "127.0.0.1 localhost\n");
  await replace(`${root}/etc/resolv.conf`, "");
}

/** Reads the numbers of a user: the machine around the root may give the same ones to somebody else. */
export function ownerIn(passwd: string, user: string): { uid: number; gid: number } {
  const [, , uid, gid] = passwd.split("\n").find((line) => line.startsWith(`${user}:`))?.split(":") ?? [];
  if (!uid || !gid) throw new Error(`Cannot prepare Asterisk: its root has no user "${user}"`);
  return { uid: Number(uid), gid: Number(gid) };
}

async function remove(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

// These may be links to files of the machine around the root: the link is replaced, and not what it leads to.
async function replace(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.new`, text);
  await Deno.rename(`${path}.new`, path);
}
