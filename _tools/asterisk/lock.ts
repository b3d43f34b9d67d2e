/** One at a time: a lock that the system lets go when its holder ends, however it ends. */

/** Takes the lock of a folder, and waits for it while another process has it. Dispose of it to let it go. */
export async function lock(folder: string, log: (line: string) => void): Promise<Disposable> {
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(`${folder}/lock`, { create: true, write: true });
  if (!await file.tryLock(true)) {
    log(`Waiting for another process that is setting up the same Asterisk`);
    await file.lock(true);
  }
  return { [Symbol.dispose]: () => file.close() };
}
