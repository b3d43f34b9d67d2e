import type { StasisCall } from "./stasis_call.ts";

/** Recordings of a real Asterisk outlive the test, so each run takes names of its own. They sort before letters. */
export const run: string = `0${crypto.randomUUID().slice(0, 8)}`;

/** A name of this run. */
export function named(name: string): string {
  return `${run}-${name}`;
}

/** Removes what the test has stored. */
export async function clean(call: StasisCall): Promise<void> {
  const { body } = await call.rest("GET recordings/stored");
  for (const { name } of body.filter(({ name }: { name: string }) => name.includes(run))) {
    await call.rest(`DELETE recordings/stored/${encodeURIComponent(name)}`);
  }
}

/** Everything that is told of recordings, without the names of this run. */
export function trace(call: StasisCall, from = 0): string[] {
  return call.trace(from).map((line) => line.replaceAll(`${run}-`, ""));
}

/** Whether an event says that a recording has begun. */
export function started(event: { readonly type: string }): boolean {
  return event.type === "RecordingStarted";
}

/** Whether an event says that a recording is over. */
export function ended(event: { readonly type: string }): boolean {
  return event.type === "RecordingFinished";
}
