import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { AriProtocolError } from "../../ari/errors.ts";
import { peekType, readEvent } from "../../ari/event_frame.ts";

for (
  const [text, type] of [
    ['{"type":"StasisStart","timestamp":"x"}', "StasisStart"],
    ['{"variable":"A","value":"","type":"ChannelVarset"}', "ChannelVarset"],
    ['{"value":"a \\"type\\":\\"X\\" \\\\","type":"ChannelVarset"}', "ChannelVarset"],
    ['{"cause":16,"soft":true,"type":"ChannelHangupRequest","channel":{}}', "ChannelHangupRequest"],
    ['{"userevent":{"type":"StasisStart"},"type":"ChannelUserevent"}', undefined],
    ['{"list":["x"],"type":"X"}', undefined],
    ['{\n  "type": "StasisStart"\n}', undefined],
    ['{"type":"Stasis\\u0053tart"}', undefined],
    ['{"type":5}', undefined],
    ['{"n":5}', undefined],
    ['{"type', undefined],
    ['{"a":"', undefined],
    ["[]", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`peekType() of ${text} is ${type}`, () => {
    assertEquals(peekType(text), type);
  });
}

Deno.test("peekType() never names another type than what parsing finds", () => {
  const fields = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("type", "a")), fc.jsonValue());
  fc.assert(fc.property(fields, (value) => {
    const peeked = peekType(JSON.stringify(value));
    if (peeked !== undefined) assertEquals(peeked, value.type);
  }));
});

Deno.test("peekType() of a frame that was cut anywhere names its type or none", () => {
  const text = '{"value":"\\"\\\\","cause":16,"type":"ChannelVarset","channel":{"id":"1"}}';
  for (let cut = 0; cut < text.length; cut++) {
    const type = peekType(text.slice(0, cut));
    assertEquals(type === undefined || type === "ChannelVarset", true);
  }
});

Deno.test("readEvent() reads an event, or says why it is none", () => {
  assertEquals(readEvent('{"type":"X","n":1}'), { type: "X", n: 1 } as unknown);
  for (const text of ["", "5", "null", '{"type":5}']) assertEquals(readEvent(text) instanceof AriProtocolError, true);
});
