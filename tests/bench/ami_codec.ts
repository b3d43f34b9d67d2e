/**
 * Prints what the codec costs without a connection, in one process and in turns: a loop that only splits messages, one that parses each in
 * the simplest way and reads two fields, and ours for the same. `deno run --no-prompt --no-check tests/bench/ami_codec.ts`
 */
import { AmiDecoder } from "../../ami/decoder.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { floodBytes, wantedType } from "./ami_flood_events.ts";

const repeats = 20;
const chunkSize = 65_536;
const rounds = 15;

const events = floodBytes();
const all = new Uint8Array(events.length * repeats);
for (let at = 0; at < repeats; at++) all.set(events, at * events.length);
const chunks = Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, at) => {
  return all.subarray(at * chunkSize, (at + 1) * chunkSize);
});

/** What is read is added up, so that nothing is left out as useless. */
let sum = 0;

function split(take: (text: string) => void): number {
  const decoder = new TextDecoder();
  let text = "";
  let count = 0;
  for (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n", start)) {
      take(text.slice(start, end));
      count++;
      start = end + 4;
    }
    text = text.slice(start);
  }
  return count;
}

function parse(text: string): Record<string, string> {
  const message: Record<string, string> = {};
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) message[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return message;
}

function decode(take: (message: AmiMessage) => void): number {
  const decoder = new AmiDecoder();
  let count = 0;
  for (const chunk of chunks) {
    for (const message of decoder.push(chunk)) {
      take(message);
      count++;
    }
  }
  return count;
}

const ways: Readonly<Record<string, () => number>> = {
  "split only": () => split((text) => void (sum += text.length)),
  "split and parse": () => {
    return split((text) => {
      const { Privilege, Uniqueid } = parse(text);
      sum += (Privilege?.length ?? 0) + (Uniqueid?.length ?? 0);
    });
  },
  "ours, unread": () => decode(() => {}),
  "ours, one of ten": () => {
    return decode((message) => {
      if (message.name === wantedType) sum += (message.Privilege?.length ?? 0) + (message.Uniqueid?.length ?? 0);
    });
  },
  "ours, two fields": () => {
    return decode(({ Privilege, Uniqueid }) => void (sum += (Privilege?.length ?? 0) + (Uniqueid?.length ?? 0)));
  },
  "ours, all fields": () => decode((message) => void (sum += Object.keys(message.snapshot()).length)),
};

const times = new Map<string, number[]>();
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(ways)) {
    const start = performance.now();
    const count = run();
    times.set(name, [...times.get(name) ?? [], (performance.now() - start) / count * 1e6]);
  }
}
for (const [name, all] of times) {
  const median = all.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
  console.log(`${name.padEnd(16)} ${median.toFixed(0).padStart(5)} ns/event`);
}
console.log(`${(events.length / 1_000).toFixed(0)} bytes/event, checked by ${sum}`);
