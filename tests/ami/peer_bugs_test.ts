/** What other clients of this protocol got wrong, as seen in their code or on the wire; each is a test of ours. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { AmiDecoder } from "../../ami/decoder.ts";
import { encodeAction } from "../../ami/encode.ts";
import { headerNames } from "../../ami/generated/header_names.ts";
import { bytes, decode, decodeOne } from "../support/ami_bytes.ts";

Deno.test("peers: UTF-8 may be cut between any two bytes, also within a character", () => {
  const wire = bytes("Event: X\r\nCallerIDName: zażółć 電話 \u{1F4DE}\r\n\r\n");

  for (let cut = 1; cut < wire.length; cut++) {
    const { messages: [message] } = decode(wire, { cuts: [cut] });
    assertEquals(message?.CallerIDName, "zażółć 電話 \u{1F4DE}");
  }
});

Deno.test("peers: the answer to a login and the events behind it come in one packet", () => {
  const { messages } = decode(bytes(
    "Response: Success\r\nActionID: L\r\nMessage: Authentication accepted\r\n\r\n" +
      "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\nEvent: SuccessfulAuth\r\n\r\n",
  ));

  assertEquals(messages.map(({ kind, name }) => [kind, name]), [
    ["response", "Success"],
    ["event", "FullyBooted"],
    ["event", "SuccessfulAuth"],
  ]);
});

Deno.test("peers: an event with Response, or an answer with Event, is told by its first line", () => {
  const event = decodeOne("Event: OriginateResponse\r\nActionID: 1\r\nResponse: Failure\r\nReason: 0\r\n\r\n");
  const answer = decodeOne("Response: Success\r\nActionID: 1\r\nEvent: none\r\nEvents: On\r\n\r\n");

  assertEquals([event.kind, event.name, event.Response], ["event", "OriginateResponse", "Failure"]);
  assertEquals([answer.kind, answer.name], ["response", "Success"]);
});

Deno.test("peers: text with `follow` in it starts no answer of the old kind", () => {
  const { messages } = decode(bytes(
    "Response: Success\r\nMessage: Command output follows\r\nOutput: Response: Follows\r\n\r\n" +
      "Event: UserEvent\r\nResponse: Follows\r\n\r\nResponse: Followers\r\n\r\nEvent: B\r\n\r\n",
  ));

  assertEquals(messages.map(({ name }) => name), ["Success", "UserEvent", "Followers", "B"]);
});

Deno.test("peers: the mark of an old answer comes behind a line feed, and what follows it is not lost", () => {
  const wire = bytes(
    "Response: Follows\r\nPrivilege: Command\r\nActionID: 1\r\nline\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\n",
  );

  for (let cut = 0; cut <= wire.length; cut++) {
    const { messages: [answer, next] } = decode(wire, { cuts: [cut] });
    assertEquals([answer?.ActionID, answer?.getAll("Output"), next?.name], ["1", ["line"], "B"]);
  }
});

Deno.test("peers: a header that is repeated keeps all its values, also where only case differs", () => {
  const message = decodeOne("Event: X\r\nVariable: A=1\r\nVariable: B=2\r\nvariable: C=3\r\n\r\n");

  assertEquals(message.getAll("Variable"), ["A=1", "B=2", "C=3"]);
  assertEquals(message.Variable, "A=1");
});

Deno.test("peers: the channel in ChanVariable(…) is no variable, and may hold a colon", () => {
  const message = decodeOne("Event: X\r\nChanVariable(SIP/10.0.0.1:5060-0a): NAME=va:lue\r\n\r\n");

  assertEquals([...message.entries()][1], ["ChanVariable(SIP/10.0.0.1:5060-0a)", "NAME=va:lue"]);
  assertEquals(message.get("chanvariable(SIP/10.0.0.1:5060-0a)"), "NAME=va:lue");
});

Deno.test("peers: answers may be longer than 64 KiB and have more than 512 headers", () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at}: ${at % 7 === 0 ? "" : "é"}`);
  const wire = bytes(`Response: Success\r\n${lines.map((line) => `Output: ${line}\r\n`).join("")}\r\nEvent: B\r\n\r\n`);

  for (const size of [wire.length, 65_536, 1_460]) {
    const cuts = Array.from({ length: Math.floor(wire.length / size) }, (_, at) => (at + 1) * size);
    const { messages: [answer, next] } = decode(wire, { cuts });
    assertEquals(answer?.getAll("Output"), lines);
    assertEquals(next?.name, "B");
  }
});

Deno.test("peers: bytes that are no UTF-8 are not lost, and break nothing", () => {
  const { messages: [message, next] } = decode(
    bytes("Event: X\r\nName: J\xf6rg\r\n\r\nEvent: B\r\n\r\n", { latin1: true }),
  );

  assertEquals(message?.Name, "J\uFFFDrg");
  assertEquals(new TextDecoder("latin1").decode(message?.getBytes("Name")), "Jörg");
  assertEquals(next?.name, "B");
});

Deno.test("peers: a line without colon, a colon without value and a value with colons break nothing", () => {
  const message = decodeOne("Response: Success\r\nNo categories found\r\nEmpty:\r\nBlank: \r\nTime: 10:11:12\r\n\r\n");

  assertEquals(message.snapshot(), {
    Response: "Success",
    Empty: "",
    Blank: "",
    Time: "10:11:12",
    "": ["No categories found"],
  });
});

Deno.test("peers: an answer to a Setvar can not be had to run another action", () => {
  // Ran `Action: UserEvent` with npm asterisk-manager.
  const value = "x\r\n\r\nAction: UserEvent\r\nUserEvent: Injected";

  assertThrows(() => encodeAction("Setvar", { Variable: "A", Value: value }), TypeError, '"Value": its value has');
});

Deno.test("peers: no known header takes a line end or NUL, neither in its value nor in its name", () => {
  for (const header of headerNames.filter((name) => !/^action(?:id)?$/i.test(name))) {
    for (const injected of ["\r", "\n", "\0", "\r\n\r\nAction: Ping"]) {
      for (const value of [`${injected}x`, `x${injected}x`, `x${injected}`]) {
        assertThrows(() => encodeAction("Test", { [header]: value }), TypeError, `"${header}"`);
        assertThrows(() => encodeAction("Test", { [header]: ["fine", value] }), TypeError, `"${header}"`);
        assertThrows(() => encodeAction("Test", { Variable: { [header]: value } }), TypeError, '"Variable"');
        assertThrows(() => encodeAction("Test", { [header + value]: "x" }), TypeError, "its name has");
      }
    }
  }
});

Deno.test("peers: a line of 1,023 bytes, which Asterisk takes for two messages, is refused", () => {
  const fits = { X: "a".repeat(1022 - 3) };

  assertEquals(encodeAction("Ping", fits).length, "Action: Ping\r\n\r\n".length + 1022 + 2);
  assertThrows(() => encodeAction("Ping", { X: `${fits.X}a` }), RangeError, "1023 bytes: the limit is 1022");
});

Deno.test("peers: messages of any bytes can be read in every way", () => {
  const hostile = fc.constantFrom(
    ..."\r|\n|:| |(|)|\0|\xff|ChanVariable(|):|__proto__|Event|Response|Output: |=|x".split("|"),
  );
  fc.assert(fc.property(fc.array(hostile, { maxLength: 80 }), fc.string(), (parts, name) => {
    const decoder = new AmiDecoder();
    for (const message of decoder.push(bytes(`Event: X\n${parts.join("")}\r\n\r\n`, { latin1: true }))) {
      const entries = [...message.entries()];
      for (const header of [name, ...entries.map(([header]) => header)].filter((name) => !name.includes("\uFFFD"))) {
        const all = entries.filter(([other]) => lower(other) === lower(header)).map(([, value]) => value);
        assertEquals([message.get(header), message.has(header)], [all[0], all.length > 0]);
        assertEquals(message.getAll(header), all);
      }
      assertEquals(JSON.parse(JSON.stringify(message)), message.snapshot());
      assertEquals(typeof Deno.inspect(message), "string");
      assertEquals(`${message}`.length > 0, true);
      assertEquals([message.textLines.length > 0], [Object.hasOwn(message.snapshot(), "")]);
    }
  }));
});

function lower(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

// Were these not in proportion to the bytes, they would take minutes.
for (
  const [name, wire] of [
    ["one long value", `Event: X\r\nValue: ${"x".repeat(400_000)}\r\n\r\n`],
    ["one long first line", `Event: ${"x".repeat(400_000)}\n${"a\n".repeat(10_000)}\n`],
    ["many lines", `Event: X\r\n${"a: b\r\n".repeat(60_000)}\r\n`],
    ["lines without colon", `Event: X\r\n${"a\r\n".repeat(20_000)}\r\n`],
    ["a value of line feeds", `Event: X\r\nValue: ${"a\n".repeat(180_000)}\r\n\r\n`],
    ["brackets that do not close", `Event: X\r\n${"ChanVariable(a: b\r\n".repeat(20_000)}\r\n`],
    ["marks that end nothing", `Response: Follows\r\n${"--END COMMAND--\r\n".repeat(20_000)}\r\n`],
    ["blank lines", "\r\n".repeat(200_000)],
    ["carriage returns", "\r".repeat(400_000)],
  ] as const
) {
  Deno.test(`peers: ${name} take time in proportion to their bytes, whole and in pieces`, () => {
    for (const size of [wire.length, 1_000, 1]) {
      const decoder = new AmiDecoder();
      const encoded = bytes(wire);
      let count = 0;
      for (let at = 0; at < encoded.length; at += size) {
        for (const message of decoder.push(encoded.subarray(at, at + size))) {
          count++;
          for (let read = 0; read < 20; read++) message.get(`Header${read}`);
          message.getAll("a");
          message.getAll("Value");
          assertEquals(message.snapshot()["Nothing"], undefined);
        }
      }
      assertEquals(count <= 1, true);
    }
  });
}
