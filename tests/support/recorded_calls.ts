/** What a real Asterisk 22.10.1 sent of calls among Local channels and a phone of ours, each event with its time in milliseconds. */
import type { AmiMessage } from "../../ami/message.ts";
import { amiMessage } from "./ami_messages.ts";

/** An event and when it came. */
export interface RecordedEvent {
  readonly at: number;
  readonly event: AmiMessage;
}

/** The events of a recorded call. */
export async function recordedCall(name: string): Promise<RecordedEvent[]> {
  const text = await Deno.readTextFile(new URL(`../golden/ami/calls/${name}.jsonl`, import.meta.url));
  return text.trim().split("\n").map((line) => {
    const { at, Event, ...headers }: { at: number; Event: string; [header: string]: unknown } = JSON.parse(line);
    return {
      at,
      event: amiMessage(`Event: ${Event}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)),
    };
  });
}
