/** Asterisk as a process of this machine: started in its own root, found again, asked, and ended. */
import { rootOf } from "./bootstrap.ts";
import { ADMINISTRATOR, type CommandResult, run } from "./command.ts";
import { CONFIGURATION_FOLDER } from "./configuration.ts";
import { CACHE } from "./state.ts";

const BINARY = "/usr/sbin/asterisk";

/** Starts Asterisk, in the background, and returns its process id. It outlives this process. */
export async function start(cache: string = CACHE): Promise<number> {
  const root = rootOf(cache);
  // Its own mount namespace: /proc is mounted for Asterisk alone and goes with it, so that nothing can be left mounted.
  // setsid and unshare replace themselves, so the id is Asterisk's own.
  const script = `cd / && setsid unshare --mount --propagation private --mount-proc --root="$1" \
    ${BINARY} -C ${CONFIGURATION_FOLDER}/asterisk.conf -U asterisk -G asterisk -f -n </dev/null >"$2" 2>&1 & echo $!`;
  const { stdout } = await run("sh", ["-c", script, "sh", root, consoleLog(cache)]);
  return Number(stdout);
}

/** Runs a command of Asterisk's CLI. Rejects when no Asterisk listens. */
export async function command(line: string, cache: string = CACHE): Promise<string> {
  if ((await processesIn(rootOf(cache))).length === 0) {
    throw new Error(`Cannot run the CLI command "${line}" as no Asterisk of ours is running: run "up" first`);
  }
  const { code, stdout, stderr } = await tryCommand(line, cache);
  if (code !== 0) throw new Error(`Cannot run the CLI command "${line}": ${(stderr + stdout).trim()}`);
  return stdout;
}

/** Waits until Asterisk has loaded all its modules. Rejects, with what it said, when it ends before. */
export async function booted(pid: number, options: { cache?: string; signal: AbortSignal }): Promise<void> {
  const { cache = CACHE, signal } = options;
  const root = rootOf(cache);
  while ((await tryCommand("core waitfullybooted", cache, signal)).code !== 0) {
    signal.throwIfAborted();
    // Right after its start the process is still unshare, outside of its root.
    if (!await isAlive(pid)) {
      throw new Error(`Cannot start Asterisk: it ended, and said\n${await lastWords(cache)}`);
    }
    await pause(100);
  }
  if (!await isAsterisk(pid, root)) {
    throw new Error(`Cannot start Asterisk: process ${pid} is not the Asterisk in "${root}", which another one serves`);
  }
}

/** Ends every process in Asterisk's root: by its CLI first, by a signal after three seconds. Harmless where there is none. */
export async function stop(cache: string = CACHE): Promise<void> {
  const root = rootOf(cache);
  if ((await processesIn(root)).length === 0) return;
  // Asterisk waits up to 15 s for channels that it has lost count of, as it does after an originate with an id that is
  // taken. Nothing that it could still save is kept, so we do not wait with it.
  const patience = AbortSignal.timeout(3_000);
  await tryCommand("core stop now", cache, patience);
  if (await ended(root, patience)) return;
  // Read again, just before the signal: an id must not be of a process that came later.
  for (const pid of await processesIn(root)) kill(pid);
  if (await ended(root, AbortSignal.timeout(5_000))) return;
  throw new Error(`Cannot stop Asterisk: still there are processes ${(await processesIn(root)).join(", ")}`);
}

/** Lists the processes whose root is this folder: Asterisk and what it has started. */
export async function processesIn(root: string): Promise<number[]> {
  const pids: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (/^[0-9]+$/.test(name) && await readLink(`/proc/${name}/root`) === root) pids.push(Number(name));
  }
  return pids.sort((a, b) => a - b);
}

/** Says whether this process is the Asterisk of this root, and not another that has got its id. */
export async function isAsterisk(pid: number, root: string): Promise<boolean> {
  return await readLink(`/proc/${pid}/root`) === root &&
    (await readLink(`/proc/${pid}/exe`))?.endsWith(BINARY) === true;
}

/** What Asterisk has last said, for a message. */
export async function lastWords(cache: string = CACHE): Promise<string> {
  const logs = [consoleLog(cache), `${rootOf(cache)}/var/log/asterisk/messages.log`];
  const texts = await Promise.all(logs.map((path) => Deno.readTextFile(path).catch(() => "")));
  return texts.map((text) => text.trim().split("\n").slice(-10).join("\n")).join("\n").trim();
}

async function tryCommand(line: string, cache: string, signal?: AbortSignal): Promise<CommandResult> {
  return await run("chroot", [rootOf(cache), BINARY, "-C", `${CONFIGURATION_FOLDER}/asterisk.conf`, "-rx", line], {
    env: ADMINISTRATOR,
    mayFail: true,
    ...(signal && { signal }),
  });
}

async function ended(root: string, signal: AbortSignal): Promise<boolean> {
  while ((await processesIn(root)).length > 0) {
    if (signal.aborted) return false;
    await pause(50);
  }
  return true;
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function isAlive(pid: number): Promise<boolean> {
  // A process that has ended but was not waited for yet has no program any more.
  return await readLink(`/proc/${pid}/exe`) !== undefined;
}

// Undefined for a process that has ended meanwhile, for a kernel thread, and for what we may not see.
async function readLink(path: string): Promise<string | undefined> {
  return await Deno.readLink(path).catch(() => undefined);
}

function consoleLog(cache: string): string {
  return `${cache}/console.log`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
