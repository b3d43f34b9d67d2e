import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type ActionFields, encodeAction } from "../../ami/encode.ts";
import { decode } from "../support/ami_bytes.ts";

function text(name: string, fields: ActionFields = {}, actionId?: string): string {
  return new TextDecoder().decode(encodeAction(name, fields, actionId));
}

Deno.test("encodeAction() writes Action, ActionID and the fields in their order", () => {
  assertEquals(text("Ping"), "Action: Ping\r\n\r\n");
  assertEquals(
    text("Originate", {
      Channel: "PJSIP/a",
      Timeout: 30000,
      Async: true,
      Account: undefined,
      Codecs: "",
      Variable: { A: "x,y", B: "" },
      Key: ["1", 2, false],
    }, "c-1"),
    "Action: Originate\r\nActionID: c-1\r\nChannel: PJSIP/a\r\nTimeout: 30000\r\nAsync: true\r\nCodecs: \r\n" +
      "Variable: A=x\\,y\r\nVariable: B=\r\nKey: 1\r\nKey: 2\r\nKey: false\r\n\r\n",
  );
});

for (const [name, character] of [["a carriage return", "\r"], ["a line feed", "\n"], ["NUL", "\0"]] as const) {
  Deno.test(`encodeAction() refuses ${name} wherever it stands, and shows no value`, () => {
    const injected = `s3cret${character}${character}Action: Originate`;
    const places: [ActionFields, string][] = [
      [{ Value: injected }, '"Value"'],
      [{ Value: ["1", injected] }, '"Value"'],
      [{ Variable: { A: injected } }, '"Variable"'],
      [{ Variable: { [injected]: "1" } }, '"Variable"'],
      [{ [injected]: "1" }, "its name has"],
    ];

    for (const [fields, where] of places) {
      const error = assertThrows(() => text("Setvar", fields), TypeError, 'Cannot send action "Setvar"');
      assertEquals(error.message.includes(where), true, error.message);
      if (!Object.hasOwn(fields, injected) && where !== '"Variable"') {
        assertEquals(error.message.includes("s3cret"), false);
      }
    }
    assertThrows(() => text("Ping", {}, injected), TypeError, '"ActionID"');
    assertThrows(() => text(injected), TypeError, '"Action"');
  });
}

for (
  const [fields, error, message] of [
    [{ "": "1" }, TypeError, "its name is empty"],
    [{ "A:B": "1" }, TypeError, "a colon, a blank"],
    [{ "A B": "1" }, TypeError, "a colon, a blank"],
    [{ action: "Ping" }, TypeError, "an argument of its own"],
    [{ ACTIONID: "1" }, TypeError, "an argument of its own"],
    [{ Value: " x" }, TypeError, "drops the blanks"],
    [{ Value: "\tx" }, TypeError, "drops the blanks"],
    [{ Value: "\ud83d" }, TypeError, "half a surrogate pair"],
    [{ "\ud83d": "" }, TypeError, "half a surrogate pair"],
    [{ Value: NaN }, RangeError, "NaN"],
    [{ Value: 1e21 }, RangeError, "1e+21"],
    [{ Value: -Infinity }, RangeError, "-Infinity"],
    [{ Value: { A: "1" } }, TypeError, 'only "Variable"'],
    [{ Secret: "s3cret".repeat(200) }, RangeError, "1208 bytes: the limit is 1022"],
    [{ Secret: "ż".repeat(600) }, RangeError, "1208 bytes: the limit is 1022"],
    [{ Key: Array(128).fill("1") }, RangeError, "129 lines: the limit is 128"],
  ] as const
) {
  Deno.test(`encodeAction() throws ${error.name} for ${JSON.stringify(fields).slice(0, 50)}`, () => {
    const thrown = assertThrows(() => text("Test", fields), error, message);
    assertEquals(thrown.message.startsWith('Cannot send action "Test" with '), true);
    assertEquals(thrown.message.includes("s3cret"), false);
  });
}

Deno.test("encodeAction() refuses values of other types, which a program without types may give", () => {
  for (const value of [null, Symbol("x"), 5n, [["1"]], [undefined], () => {}]) {
    assertThrows(() => Reflect.apply(encodeAction, undefined, ["Test", { Value: value }]), TypeError, '"Value"');
  }
});

Deno.test("encodeAction() goes up to Asterisk's limits", () => {
  const longest = "x".repeat(1022 - "Value: ".length);
  assertEquals(text("Test", { Value: longest }).includes(longest), true);
  assertEquals(text("Test", { Key: Array(126).fill("1") }, "i".repeat(100)).split("\r\n").length, 130);
  assertThrows(() => text("Test", { Value: `${longest}x` }), RangeError, "1023 bytes");
  assertThrows(() => text("Test", { Key: Array(127).fill("1") }, "1"), RangeError, "129 lines");
  assertThrows(() => text("Test", {}, "i".repeat(101)), RangeError, "101 characters: the limit is 100");
  assertThrows(() => text("Test", {}, ""), TypeError, "empty");
});

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.string({ minLength: 900, maxLength: 1100 }));

Deno.test("what encodeAction() makes, AmiDecoder reads as the same; it throws for all else", () => {
  const entries = fc.array(fc.tuple(fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), anyText), anyText), {
    maxLength: 5,
  });
  let encoded = 0;
  fc.assert(
    fc.property(entries, (fields) => {
      let wire: Uint8Array;
      try {
        wire = encodeAction("Test", Object.fromEntries(fields), "id");
      } catch (error) {
        assertEquals(error instanceof TypeError || error instanceof RangeError, true);
        return;
      }
      const { messages, rest } = decode(wire);

      encoded++;
      assertEquals([messages.length, rest], [1, undefined]);
      assertEquals([...messages[0]?.entries() ?? []], [
        ["Action", "Test"],
        ["ActionID", "id"],
        ...Object.entries(Object.fromEntries(fields)),
      ]);
    }),
    { numRuns: 2_000 },
  );
  // A property that refuses everything would hold as well.
  assertEquals(encoded > 200, true);
});
