/** What the tests know of the Asterisk that they run against: where it is, and who may ask. */
import { fileURLToPath } from "node:url";

/** The folder, ignored by git, in which the real Asterisk lives. */
export const CACHE: string = fileURLToPath(new URL("../../.cache/asterisk", import.meta.url));

/** A user of ARI. */
export interface AriUser {
  readonly username: string;
  readonly password: string;
}

/** The ports that our own Asterisk listens on, all on 127.0.0.1. */
export interface Ports {
  /** TCP, for ARI. */
  readonly http: number;
  /** TCP, for AMI. */
  readonly manager: number;
  /** UDP, for PJSIP. */
  readonly sip: number;
  /** UDP, the first of the 200 for media. */
  readonly rtp: number;
}

/** The Asterisk that `up` has installed and started. */
export interface InstalledAsterisk extends AriUser {
  readonly origin: "installed";
  /** Where HTTP is, without the "/ari". */
  readonly url: string;
  readonly readOnly: AriUser;
  readonly manager: {
    readonly hostname: string;
    readonly port: number;
    readonly username: string;
    readonly secret: string;
  };
  /** A manager that may be logged in once at a time. */
  readonly singleManager: { readonly username: string; readonly secret: string };
  /** A manager that may come from nowhere. */
  readonly deniedManager: { readonly username: string; readonly secret: string };
  /** TCP ports for TLS, of AMI and of HTTP; the authority is that of the tests' certificates. */
  readonly tls: { readonly manager: number; readonly http: number };
  readonly sip: { readonly hostname: string; readonly port: number; readonly users: readonly string[] };
  readonly ports: Ports;
  readonly version: string;
  readonly root: string;
  readonly pid: number;
}

/** An Asterisk that somebody else runs, named by environment variables. Only its ARI is known. */
export interface ForeignAsterisk extends AriUser {
  readonly origin: "environment";
  readonly url: string;
}

export type AsteriskState = InstalledAsterisk | ForeignAsterisk;

/** Reads which Asterisk the tests run against: the environment's if it names one, else the one that `up` has started.
 *  Undefined where there is none. Does not ask whether it is alive. */
export async function readState(cache: string = CACHE): Promise<AsteriskState | undefined> {
  return environmentState() ?? await readInstalledState(cache);
}

/** Reads `ASTERISK_URL`, `ASTERISK_USERNAME` and `ASTERISK_PASSWORD`; undefined without the first. */
export function environmentState(
  read: (name: string) => string | undefined = (name) => Deno.env.get(name),
): ForeignAsterisk | undefined {
  const url = read("ASTERISK_URL");
  if (!url) return undefined;
  const username = read("ASTERISK_USERNAME");
  const password = read("ASTERISK_PASSWORD");
  if (!username || !password) {
    throw new TypeError(
      `Cannot use the Asterisk at ASTERISK_URL as ASTERISK_USERNAME or ASTERISK_PASSWORD is missing: set all three`,
    );
  }
  return { origin: "environment", url: url.replace(/\/+$/, ""), username, password };
}

/** Reads what `up` has written; undefined where nothing is up. */
export async function readInstalledState(cache: string = CACHE): Promise<InstalledAsterisk | undefined> {
  const path = statePath(cache);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const state: unknown = JSON.parse(text);
  if (!isInstalledAsterisk(state)) throw new TypeError(`Cannot read "${path}": it is not the state of an Asterisk`);
  return state;
}

/** Writes the state, whole or not at all: a reader never sees half a file. */
export async function writeState(state: InstalledAsterisk, cache: string = CACHE): Promise<void> {
  const path = statePath(cache);
  await Deno.writeTextFile(`${path}.new`, JSON.stringify(state, null, 2) + "\n");
  await Deno.rename(`${path}.new`, path);
}

/** Removes the state; nothing happens where there is none. */
export async function removeState(cache: string = CACHE): Promise<void> {
  await Deno.remove(statePath(cache)).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

function statePath(cache: string): string {
  return `${cache}/state.json`;
}

// A file that we have written ourselves: its origin and pid tell it from anything else.
function isInstalledAsterisk(value: unknown): value is InstalledAsterisk {
  return typeof value === "object" && value !== null && "origin" in value && value.origin === "installed" &&
    "pid" in value && typeof value.pid === "number";
}
