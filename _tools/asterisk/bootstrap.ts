/** Installs Debian's Asterisk into a folder of its own, so that nothing of it touches the machine. */
import { ADMINISTRATOR, hasProgram, run } from "./command.ts";
import { removeTree } from "./mounts.ts";
import { CACHE } from "./state.ts";

/** Debian's suite that has Asterisk 22. */
const SUITE = "forky";
const PACKAGES = ["asterisk", "asterisk-core-sounds-en-gsm", "ca-certificates"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const SCRIPT = "/usr/share/debootstrap/scripts/sid";

const ELSEWHERE = "To use an Asterisk that runs elsewhere, set ASTERISK_URL, ASTERISK_USERNAME and ASTERISK_PASSWORD";

/** Where an installation lies, and the file that says it is whole. */
export function rootOf(cache: string = CACHE): string {
  return `${cache}/root`;
}

/** Says whether Asterisk is installed, whole. */
export async function isInstalled(cache: string = CACHE): Promise<boolean> {
  return await exists(markerOf(cache));
}

/** Installs Asterisk, unless it is there already. An installation that was cut short is removed and done again. Returns
 *  whether there was something to do. Only one at a time may run. */
export async function bootstrap(cache: string, log: (line: string) => void): Promise<boolean> {
  if (await isInstalled(cache)) return false;
  requireRoot();
  const root = rootOf(cache);
  if (await exists(root)) {
    log(`Removing an installation that was cut short`);
    await removeTree(root);
  }
  await Deno.mkdir(cache, { recursive: true });
  await requireDebootstrap(log);
  const mirror = Deno.env.get("ASTERISK_MIRROR") || await configuredMirror();
  log(`Installing Asterisk from Debian's ${SUITE} (about a minute, 500 MB)`);
  await debootstrap(root, mirror);
  await placeStandIns(root);
  await Deno.writeTextFile(markerOf(cache), `${SUITE} ${PACKAGES.join(" ")}\n`);
  return true;
}

/** Rejects where this process may not do what installing and starting Asterisk needs. */
export function requireRoot(): void {
  if (Deno.build.os === "linux" && Deno.uid() === 0) return;
  throw new Error(`Cannot set up an Asterisk as only root on Linux may: this is uid ${Deno.uid()}. ${ELSEWHERE}`);
}

async function requireDebootstrap(log: (line: string) => void): Promise<void> {
  if (await hasProgram("debootstrap") && await exists(KEYRING)) return;
  if (!await hasProgram("apt-get")) {
    throw new Error(`Cannot install Asterisk as debootstrap is missing, and apt-get to install it too. ${ELSEWHERE}`);
  }
  log(`Installing debootstrap`);
  await run("apt-get", ["update"]);
  await run(
    "apt-get",
    ["install", "--yes", "--no-install-recommends", "debootstrap", "debian-archive-keyring", "wget"],
    {
      env: { ...ADMINISTRATOR, DEBIAN_FRONTEND: "noninteractive" },
    },
  );
}

/** Asks apt which mirror it is configured with. apt reads all the forms of its configuration better than we could. */
async function configuredMirror(): Promise<string> {
  if (!await hasProgram("apt-get")) {
    throw new Error(`Cannot choose a Debian mirror as apt-get is missing: set ASTERISK_MIRROR. ${ELSEWHERE}`);
  }
  const ask = async () => debianMirror((await run("apt-get", ["indextargets", ...MIRROR_QUERY])).stdout);
  let mirror = await ask();
  if (mirror === undefined) {
    // Origins are known to apt only after its first update.
    await run("apt-get", ["update"]);
    mirror = await ask();
  }
  if (mirror !== undefined) return mirror;
  throw new Error(
    `Cannot choose a Debian mirror as apt is configured with none: set ASTERISK_MIRROR to its URL. ${ELSEWHERE}`,
  );
}

const MIRROR_QUERY = ["--format", "$(REPO_URI)|$(ORIGIN)|$(LABEL)", "Created-By: Packages"];

/** Picks the first mirror of Debian itself, not of its security updates, out of what apt lists. */
export function debianMirror(list: string): string | undefined {
  return list.split("\n")
    .map((line) => line.split("|"))
    .find(([uri = "", origin, label]) => /^(https?|file):/.test(uri) && origin === "Debian" && label === "Debian")
    ?.[0];
}

async function debootstrap(root: string, mirror: string): Promise<void> {
  // Its own namespaces: whatever it mounts is seen by nobody else and ends with it, and when this process is killed, so is
  // debootstrap with all its children.
  const args = [
    ...["--pdeathsig", "KILL"],
    ...["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"],
    ...["debootstrap", "--variant=minbase", `--keyring=${KEYRING}`, `--include=${PACKAGES.join(",")}`],
    ...[SUITE, root, mirror, SCRIPT],
  ];
  try {
    await run("setpriv", args, { env: ADMINISTRATOR });
  } catch (cause) {
    throw new Error(`Cannot install Asterisk: debootstrap has failed. ${ELSEWHERE}`, { cause });
  }
}

/** Debian has no package of the extra prompts. The ancestors' hello-world plays one, so a second of silence stands in. */
async function placeStandIns(root: string): Promise<void> {
  const ulawSilence = new Uint8Array(8000).fill(0xff);
  await Deno.writeFile(`${root}/usr/share/asterisk/sounds/en_US_f_Allison/asterisk-friend.ulaw`, ulawSilence);
}

function markerOf(cache: string): string {
  return `${rootOf(cache)}/.installed`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
