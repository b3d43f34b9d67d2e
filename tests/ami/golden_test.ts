/** What a real Asterisk sent, to the byte: answers in `ami-exchanges.jsonl`, a stream of events in `ami-events.bin`. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeAction } from "../../ami/encode.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { toWireText } from "../../ami/wire_text.ts";
import { bytes, decode } from "../support/ami_bytes.ts";

interface Exchange {
  readonly name: string;
  readonly send: string;
  readonly recv: string;
}

const folder = new URL("../golden/ami/", import.meta.url);
const exchanges: Exchange[] = (await Deno.readTextFile(new URL("ami-exchanges.jsonl", folder))).trim().split("\n")
  .map((line) => JSON.parse(line));
const stream = await Deno.readFile(new URL("ami-events.bin", folder));

/** What messages say; strings compare quicker than messages. */
function texts(messages: readonly AmiMessage[]): string[] {
  return messages.map((message) => message.wireText);
}

/** The bytes that messages were made of, when each ended as usual. */
function rejoin(messages: readonly AmiMessage[]): string {
  return texts(messages).map((text) => `${text}\r\n\r\n`).join("");
}

/** The simplest reader that is right for what Asterisk sends on good days. */
function readSimply(wire: string): [string, string][][] {
  return wire.split("\r\n\r\n").filter((text) => text !== "").map((text) => {
    return text.split("\r\n").filter((line) => line.includes(":")).map((line) => {
      const [name = ""] = line.split(":");
      return [name, line.slice(name.length + 1).replace(/^ /, "")];
    });
  });
}

/** A value that ends in a bare line feed, and blank lines beyond the one that ends a message. */
const untidy = /[^\r]\n|\r\n\r\n\r\n/;

for (const { name, send, recv } of exchanges) {
  Deno.test(`golden: the answer to ${name} is read as sent`, () => {
    const wire = bytes(recv, { latin1: true });
    const { messages, rest } = decode(wire);

    assertEquals(rest, undefined);
    assertEquals(messages.some(({ kind }) => kind === "fragment"), false);
    if (!untidy.test(recv)) {
      assertEquals(rejoin(messages), recv);
      assertEquals(messages.map((message) => [...message.entries()].map(toLatin1)), readSimply(recv));
    }
    assertEquals(messages.length, recv.split(/\r\n\r\n(?=Event: |Response: )/).length);
    for (let cut = 1; cut < wire.length; cut++) {
      assertEquals(texts(decode(wire, { cuts: [cut] }).messages), texts(messages));
    }
  });

  Deno.test(`golden: the action of ${name} is encoded as it was sent, or refused`, () => {
    for (const action of decode(bytes(send, { latin1: true })).messages) {
      const [first, ...fields] = [...action.entries()].filter(([header]) => header !== "ActionID");
      if (first?.[0] !== "Action" || action.textLines.length > 0 || send.includes("X: aaa")) continue;
      const byName = Map.groupBy(fields, ([header]) => header);
      const record = Object.fromEntries(
        [...byName].map(([header, values]) => [header, values.map(([, value]) => value)]),
      );

      const { messages: [read] } = decode(encodeAction(first[1], record, action.ActionID));

      assertEquals([...read?.entries() ?? []].sort(), [...action.entries()].sort());
    }
  });
}

function toLatin1([name, value]: [string, string]): [string, string] {
  return [name, toWireText(new TextEncoder().encode(value))];
}

Deno.test("golden: an answer with a bare line feed before its end has the value without it", () => {
  const { recv } = exchanges.find(({ name }) => name === "PJSIPShowContacts") ?? { recv: "" };

  assertEquals(decode(bytes(recv)).messages.map((message) => message.snapshot()), [
    { Response: "Error", ActionID: "ID1", Message: "No Contacts found" },
  ]);
});

Deno.test("golden: a UserEvent that has headers of responses is an event all the same", () => {
  const { recv } = exchanges.find(({ name }) => name === "UserEvent spoof") ?? { recv: "" };
  const { messages: [answer, event] } = decode(bytes(recv));

  assertEquals([answer?.kind, event?.kind, event?.name], ["response", "event", "UserEvent"]);
  assertEquals([event?.Response, event?.ActionID, event?.getAll("Key"), event?.Empty], [
    "Success",
    "ue",
    ["1", "2"],
    "",
  ]);
  assertEquals([event?.getAll("Event"), event?.textLines], [["UserEvent", "Fake"], ["no colon"]]);
});

const whole = decode(stream).messages;
/** Asterisk ends some TestEvents with a blank line too many, which no message keeps. */
const tidied = toWireText(stream).replaceAll("\r\n\r\n\r\n", "\r\n\r\n");

Deno.test("golden: the stream of events is read as sent, and gives the same bytes again", () => {
  assertEquals(whole.length, 424);
  assertEquals(tidied.length, stream.length - 7 * 2);
  assertEquals(rejoin(whole) === tidied, true);
  const rebuilt = whole.map((message) =>
    [...message.entries()].map(([name, value]) => `${name}: ${value}\r\n`).join("")
  );
  assertEquals(rebuilt.map((text) => `${text}\r\n`).join("") === tidied, true);
  assertEquals(whole.map((message) => [...message.entries()]), readSimply(tidied));
  assertEquals(whole.every(({ kind, name, Event }) => kind === "event" && name === Event), true);
});

Deno.test("golden: properties, get() and snapshot() say the same of every header of the stream", () => {
  for (const message of whole) {
    const values = Map.groupBy(message.entries(), ([name]) => name);
    const data = message.snapshot();
    for (const [name, entries] of values) {
      const all = entries.map(([, value]) => value);
      assertEquals(message.getAll(name.toUpperCase()), all);
      assertEquals([message.get(name), Reflect.get(message, name), data[name]], [
        all[0],
        all[0],
        all.length > 1 ? all : all[0],
      ]);
    }
  }
});

// The stream whole for each of its 151,486 bytes would be 23 GB. A cut is only seen by the message that it is in and those beside
// it, so each byte is cut once in a window of three messages; the stream as a whole is cut at random, and into single bytes.
Deno.test("golden: the stream cut at every byte, each within three messages, gives the same messages", () => {
  const starts = [0];
  for (const { wireText } of whole.slice(1)) starts.push(toWireText(stream).indexOf(wireText, starts.at(-1)));
  starts.push(stream.length);
  let cuts = 0;
  for (let at = 0; at < whole.length; at++) {
    const from = starts[Math.max(at - 1, 0)] ?? 0;
    const window = stream.subarray(from, starts[Math.min(at + 2, whole.length)]);
    const expected = texts(decode(window).messages).join("\n");
    const [start = 0, end = 0] = starts.slice(at, at + 2);
    for (let cut = start - from; cut < end - from; cut++, cuts++) {
      const { messages, rest } = decode(window, { cuts: [cut] });
      if (rest !== undefined || texts(messages).join("\n") !== expected) throw new Error(`Cannot cut at ${from + cut}`);
    }
  }
  assertEquals(cuts, stream.length);
});

Deno.test("golden: the stream cut into single bytes, and anywhere, gives the same messages", () => {
  assertEquals(texts(decode(stream, { cuts: Array.from(stream, (_, at) => at) }).messages), texts(whole));
  const cuts = fc.array(fc.nat(stream.length), { maxLength: 200 }).map((places) => places.sort((a, b) => a - b));
  fc.assert(fc.property(cuts, (places) => {
    const { messages, rest } = decode(stream, { cuts: places });
    assertEquals([messages.length, rest, rejoin(messages) === rejoin(whole)], [whole.length, undefined, true]);
  }));
});
