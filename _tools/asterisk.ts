/**
 * The real Asterisk that the conformance suite runs against: installs, starts, asks and stops it.
 *
 * ```sh
 * deno run -A _tools/asterisk.ts up
 * deno run -A _tools/asterisk.ts cli "core show version"
 * deno run -A _tools/asterisk.ts down
 * ```
 *
 * It needs root on Debian. Elsewhere `ASTERISK_URL`, `ASTERISK_USERNAME` and `ASTERISK_PASSWORD` name an Asterisk that
 * somebody else runs.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { bootstrap, isInstalled, requireRoot, rootOf } from "./asterisk/bootstrap.ts";
import { DEFAULT_PORTS, describeAsterisk } from "./asterisk/configuration.ts";
import { lock } from "./asterisk/lock.ts";
import { unmountBelow } from "./asterisk/mounts.ts";
import { requireFreePorts } from "./asterisk/ports.ts";
import { prepare } from "./asterisk/prepare.ts";
import { booted, command, isAsterisk, processesIn, start, stop } from "./asterisk/process.ts";
import { requireAri } from "./asterisk/ari.ts";
import {
  type AsteriskState,
  CACHE,
  environmentState,
  type Ports,
  readInstalledState,
  readState,
  removeState,
  writeState,
} from "./asterisk/state.ts";

export { type AsteriskState, command, readState };
export type { AriUser, ForeignAsterisk, InstalledAsterisk, Ports } from "./asterisk/state.ts";

export interface UpOptions {
  /** Ports other than the usual ones. */
  readonly ports?: Partial<Ports>;
  /** Where Asterisk is installed. */
  readonly cache?: string;
  /** Is told what takes long. */
  readonly log?: (line: string) => void;
}

/** Installs Asterisk, unless it is there already. Returns whether there was something to do. */
export async function install(options: Omit<UpOptions, "ports"> = {}): Promise<boolean> {
  const { cache = CACHE, log = () => {} } = options;
  requireRoot();
  using _ = await lock(cache, log);
  return await bootstrap(cache, log);
}

/** Makes sure that an Asterisk is there, and says how to reach it: installs and starts it where need be. One that already
 *  runs is left as it is, on its ports. Where the environment names one, only checks that it answers. */
export async function up(options: UpOptions = {}): Promise<AsteriskState> {
  const { cache = CACHE, log = () => {} } = options;
  const foreign = environmentState();
  if (foreign) {
    await requireAri(foreign);
    log(`Using the Asterisk at ${foreign.url}`);
    return foreign;
  }
  requireRoot();
  using _ = await lock(cache, log);
  const running = await runningState(cache);
  if (running) {
    log(`Asterisk ${running.version} is already running at ${running.url}, process ${running.pid}`);
    return running;
  }
  const ports = { ...DEFAULT_PORTS, ...options.ports };
  await bootstrap(cache, log);
  await clean(cache);
  requireFreePorts(ports, await Deno.readTextFile("/proc/net/udp"));
  await prepare(ports, rootOf(cache));
  return await launch(ports, cache, log);
}

/** Stops the Asterisk that `up` has started, and removes what it left. Harmless where nothing runs. */
export async function down(options: Omit<UpOptions, "ports"> = {}): Promise<void> {
  const { cache = CACHE, log = () => {} } = options;
  const foreign = environmentState();
  if (foreign) return log(`Leaving the Asterisk at ${foreign.url} as it is`);
  requireRoot();
  using _ = await lock(cache, log);
  const wasUp = (await processesIn(rootOf(cache))).length > 0;
  await clean(cache);
  log(wasUp ? `Asterisk is down` : `Asterisk was not running`);
}

/** Says in one line what is the case. */
export async function status(cache: string = CACHE): Promise<string> {
  const foreign = environmentState();
  if (foreign) {
    await requireAri(foreign);
    return `The Asterisk at ${foreign.url} answers`;
  }
  const running = await runningState(cache);
  if (running) return `Asterisk ${running.version} is running at ${running.url}, process ${running.pid}`;
  const left = await processesIn(rootOf(cache));
  if (left.length > 0) return `Asterisk was left half up, as processes ${left.join(", ")}: run "down"`;
  return await isInstalled(cache) ? `Asterisk is installed, and down` : `Asterisk is not installed`;
}

async function runningState(cache: string) {
  const state = await readInstalledState(cache);
  return state && await isAsterisk(state.pid, rootOf(cache)) ? state : undefined;
}

// What a killed run has left would be in the way of the next one.
async function clean(cache: string): Promise<void> {
  await stop(cache);
  await unmountBelow(rootOf(cache));
  await removeState(cache);
}

async function launch(ports: Ports, cache: string, log: (line: string) => void): Promise<AsteriskState> {
  const signal = AbortSignal.timeout(60_000);
  const pid = await start(cache);
  try {
    await booted(pid, { cache, signal });
    const version = (await command("core show version", cache)).match(/^Asterisk (\S+)/)?.[1] ?? "of unknown version";
    const state = { ...describeAsterisk(ports), version, root: rootOf(cache), pid };
    await requireAri(state, { signal });
    await writeState(state, cache);
    log(`Asterisk ${version} is running at ${state.url}, process ${pid}`);
    return state;
  } catch (error) {
    await clean(cache);
    throw error;
  }
}

const USAGE =
  `Usage: asterisk.ts install | up [--http=PORT] [--manager=PORT] [--sip=PORT] [--rtp=PORT] | down | status | cli COMMAND`;

async function main(args: string[]): Promise<void> {
  const port = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { http: port, manager: port, sip: port, rtp: port },
    allowPositionals: true,
  });
  const [verb, ...rest] = positionals;
  const log = console.log;
  switch (verb) {
    case "install":
      if (!await install({ log })) log(`Asterisk is already installed`);
      return;
    case "up":
      await up({ ports: toPorts(values), log });
      return;
    case "down":
      return await down({ log });
    case "status":
      return log(await status());
    case "cli":
      return log((await command(rest.join(" "))).trimEnd());
    default:
      throw new TypeError(USAGE);
  }
}

function toPorts(values: Record<string, string | undefined>): Partial<Ports> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const port = Number(value);
      if (Number.isInteger(port) && port > 0 && port < 65_336) return [name, port];
      throw new RangeError(`Cannot use port --${name}: it must be 1 to 65335, current value is "${value}"`);
    }),
  );
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    console.error(reasons(error).join("\n"));
    Deno.exit(1);
  }
}

// An administrator reads this, who has no use for our stack.
function reasons(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...(error.cause ? reasons(error.cause) : [])] : [String(error)];
}
