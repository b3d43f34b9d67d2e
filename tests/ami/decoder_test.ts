import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { AmiDecoder } from "../../ami/decoder.ts";
import { AmiProtocolError } from "../../ami/errors.ts";
import { bytes, decode, decodeOne } from "../support/ami_bytes.ts";

/** What messages say, to be compared. */
function texts(wire: Uint8Array, cuts: readonly number[] = []): string[] {
  return decode(wire, { cuts }).messages.map((message) => message.wireText);
}

Deno.test("AmiDecoder takes CR LF and LF, and blank lines between messages for nothing", () => {
  for (const end of ["\r\n", "\n"]) {
    const { messages } = decode(
      bytes(["", "", "Event: A", "Key: 1", "", "", "", "Response: Success", "", ""].join(end)),
    );

    assertEquals(messages.map((message) => message.snapshot()), [{ Event: "A", Key: "1" }, { Response: "Success" }]);
  }
});

Deno.test("AmiDecoder reads messages of Asterisk that have a bare line feed before their end", () => {
  const wire = "Response: Error\r\nActionID: 1\r\nMessage: No Contacts found\n\r\n\r\n" +
    "Event: CoreShowChannelMap\r\nChannel: a\r\n\n" +
    "Event: Agents\r\nCallStarted: 17\n\r\nEvent: B\r\n\r\n";

  assertEquals(decode(bytes(wire)).messages.map((message) => message.snapshot()), [
    { Response: "Error", ActionID: "1", Message: "No Contacts found" },
    { Event: "CoreShowChannelMap", Channel: "a" },
    { Event: "Agents", CallStarted: "17" },
    { Event: "B" },
  ]);
});

const follows = "Response: Follows\r\nPrivilege: Command\r\nActionID: x\r\n" +
  "Channels\n\nEvent: Fake\n\n--END COMMAND--\r\n\r\nEvent: Next\r\n\r\n";

Deno.test("AmiDecoder reads an answer to a command as it was up to Asterisk 13", () => {
  const { messages: [answer, next, ...more] } = decode(bytes(follows));

  assertEquals(answer?.getAll("Output"), ["Channels", "", "Event: Fake", ""]);
  assertEquals([answer?.kind, answer?.name, answer?.ActionID, next?.name, more.length], [
    "response",
    "Follows",
    "x",
    "Next",
    0,
  ]);
});

Deno.test("AmiDecoder without follows keeps nothing back behind such a line", () => {
  const { messages, rest } = decode(bytes("Response: Follows\r\n\r\nEvent: A\r\n\r\n"), { follows: false });

  assertEquals([messages.map(({ name }) => name), rest], [["Follows", "A"], undefined]);
});

Deno.test("AmiDecoder gives what is neither response nor event as a fragment", () => {
  const message = decodeOne("X: y\r\nResponse: Success\r\nActionID: 1\r\n\r\n");

  assertEquals([message.kind, message.name, message.ActionID], ["fragment", "", "1"]);
});

Deno.test("AmiDecoder.end() gives the bytes of a message that has not ended, once", () => {
  for (
    const tail of [
      "E",
      "Event: \u00e9",
      "Event: A\r\n",
      "Event: A\r\nKey: 1\r\n\r",
      `Event: A\r\nKey: ${"x".repeat(100)}`,
    ]
  ) {
    const decoder = new AmiDecoder();
    assertEquals(decoder.push(bytes(`Event: B\r\n\r\n\r\n${tail}`)).length, 1);

    assertEquals(decoder.end(), bytes(tail));
    assertEquals(decoder.end(), undefined);
  }
});

Deno.test("AmiDecoder.end() has nothing to say of blank lines", () => {
  assertEquals(decode(bytes("Event: B\r\n\r\n\r\n\n\r\n")).rest, undefined);
});

Deno.test("AmiDecoder gives the same for any bytes however they are cut", () => {
  const piece = fc.constantFrom(
    ..."\r\n|\n|\r|: |Event: A|Response: Follows|--END COMMAND--|Key: 1|x|é|\r\n\r\n|ChanVariable(a:b): c".split("|"),
  );
  const wires = fc.array(piece, { maxLength: 60 }).map((pieces) => bytes(pieces.join("")));
  fc.assert(
    fc.property(wires, fc.array(fc.nat(300), { maxLength: 20 }), (wire, numbers) => {
      const cuts = numbers.map((number) => Math.min(number, wire.length)).sort((a, b) => a - b);

      assertEquals(texts(wire, cuts), texts(wire));
      assertEquals(decode(wire, { cuts }).rest, decode(wire).rest);
    }),
    { numRuns: 500 },
  );
});

Deno.test("AmiDecoder gives the same cut at every byte, and byte by byte", () => {
  const wire = bytes(
    `${follows}\n\nEvent: A\n\r\n\r\nResponse: Success\r\nOutput: é\r\nno colon\r\n\n${follows}Event: cut`,
  );
  const whole = texts(wire);

  for (let cut = 0; cut <= wire.length; cut++) assertEquals(texts(wire, [cut]), whole);
  assertEquals(texts(wire, Array.from(wire, (_, at) => at)), whole);
  assertEquals(whole.length, 6);
});

Deno.test("AmiDecoder finds blank lines and bytes beyond ASCII wherever they stand", () => {
  for (const pad of ["", "x", "xx", "xxx", "xxxx", "xxxxx", "xxxxxxx"]) {
    for (const end of ["\r\n\r\n", "\n\n", "\r\n\n", "\n\r\n"]) {
      for (const value of ["é", "\v\n\v", "plain"]) {
        const wire = bytes(`Event: A${pad}${end}Event: B\r\nName: ${value}${end}Event: C${pad}${end}`);
        const shifted = new Uint8Array(wire.length + 3);
        for (let offset = 0; offset < 4; offset++) {
          shifted.set(wire, offset);
          const { messages } = decode(shifted.subarray(offset, offset + wire.length));
          assertEquals(messages.map(({ name }) => name), [`A${pad}`, "B", `C${pad}`]);
          assertEquals(messages[1]?.Name, value);
        }
      }
    }
  }
});

Deno.test("AmiDecoder reads names of events that are alike, and not ASCII, as they are", () => {
  const names = ["Hangup", "Hamgup", "Hangup", "é", "\u00e9", "aé", "xyz", "xaz", "x".repeat(300), "", "Hangup"];
  const wire = names.map((name) => `Event: ${name}\r\n\r\n`).join("");

  assertEquals(decode(bytes(wire)).messages.map(({ name }) => name), names);
  const latin1 = bytes("Event: \u00e9\r\n\r\n", { latin1: true });
  assertEquals(decode(latin1).messages.map(({ name }) => name), ["\uFFFD"]);
  const old = bytes("Response: Follows\r\nPrivilege: Command\r\né\n--END COMMAND--\r\n\r\n");
  assertEquals(decode(old).messages[0]?.Output, "é");
});

for (
  const [limits, wire, message] of [
    [{ maxMessageBytes: 10 }, "Event: ABCD\r\n\r\n", "11 bytes: the limit is 10"],
    [{ maxMessageBytes: 10 }, "Event: ABCDE", "12 bytes: the limit is 10"],
    [{ maxLines: 3 }, "Event: A\r\na\r\nb\r\nc\r\n\r\n", "4 lines: the limit is 3"],
  ] as const
) {
  Deno.test(`AmiDecoder with ${JSON.stringify(limits)} refuses ${JSON.stringify(wire)}`, () => {
    const decoder = new AmiDecoder(limits);
    const fine = bytes("Event: A\n\n");

    // What came before is not lost.
    assertEquals(decoder.push(bytes(`Event: A\n\n${wire}`)).length, 1);
    for (const again of [() => decoder.push(fine), () => decoder.end()]) assertThrows(again, AmiProtocolError, message);
    assertThrows(() => decode(bytes(wire), limits), AmiProtocolError, message);
  });
}

Deno.test("AmiDecoder refuses limits that are none", () => {
  for (const limit of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => new AmiDecoder({ maxMessageBytes: limit }),
      RangeError,
      `maxMessageBytes must be 1 or more: current value is ${limit}`,
    );
    assertThrows(() => new AmiDecoder({ maxLines: limit }), RangeError, "maxLines");
  }
});
