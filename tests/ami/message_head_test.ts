import { assertEquals, assertStrictEquals } from "@std/assert";
import { MessageHeads, readHead } from "../../ami/message_head.ts";
import { toWireText } from "../../ami/wire_text.ts";
import { bytes } from "../support/ami_bytes.ts";

function find(heads: MessageHeads, wire: Uint8Array, start = 0) {
  return heads.find(wire, toWireText(wire), start);
}

for (
  const [line, kind, name] of [
    ["Event: Hangup", "event", "Hangup"],
    ["Response:Success", "response", "Success"],
    ["event:  X", "event", " X"],
    ["Event: a\rb", "event", "a\rb"],
    ["Event: é", "event", "é"],
    ["Event:", "event", ""],
    [`Event: ${"x".repeat(100)}`, "event", "x".repeat(100)],
    ["Key: Event: x", "fragment", ""],
    ["no colon", "fragment", ""],
    ["", "fragment", ""],
  ] as const
) {
  Deno.test(`readHead() and MessageHeads read ${JSON.stringify(line).slice(0, 30)} as ${kind}, whatever came before`, () => {
    const heads = new MessageHeads({ isAscii: false });
    const head = { kind, name, isAscii: false };

    for (const rest of ["\r\nEvent: Other\r\n\r\n", "\nEvent: Other\n\n", "\r\n", "\n"]) {
      const wire = bytes(`12${line}${rest}`);
      assertEquals(readHead(toWireText(wire).slice(2)), head);
      for (let round = 0; round < 3; round++) assertEquals(find(heads, wire, 2), head);
    }
  });
}

Deno.test("MessageHeads gives the same head for the same line, and tells alike ones apart", () => {
  const heads = new MessageHeads({ isAscii: true });
  const names = Array.from({ length: 5_000 }, (_, at) => `N${at % 1_000}`);
  const found = names.map((name) => find(heads, bytes(`Event: ${name}\r\n`)));

  assertEquals(found.map(({ name }) => name), names);
  assertEquals(found.every(({ isAscii }) => isAscii), true);
  assertStrictEquals(find(heads, bytes("Event: A\r\nX: 1\r\n")), find(heads, bytes("Event: A\r\nX: 2\r\n")));
});

Deno.test("MessageHeads does not take bytes for the text that they look like", () => {
  const heads = new MessageHeads({ isAscii: false });

  assertEquals(find(heads, bytes("Event: é\r\n")).name, "é");
  assertEquals(find(heads, bytes("Event: \u00e9\r\n", { latin1: true })).name, "\uFFFD");
  assertEquals(find(heads, bytes("Event: é\r\n")).name, "é");
});
