import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { AriProtocolError } from "../../ari/errors.ts";
import { peekApplication, peekId, peekType, readEvent } from "../../ari/event_frame.ts";

for (
  const [text, type] of [
    ['{"type":"StasisStart","timestamp":"x"}', "StasisStart"],
    ['{"variable":"A","value":"","type":"ChannelVarset"}', "ChannelVarset"],
    ['{"value":"a \\"type\\":\\"X\\" \\\\","type":"ChannelVarset"}', "ChannelVarset"],
    ['{"cause":16,"soft":true,"type":"ChannelHangupRequest","channel":{}}', "ChannelHangupRequest"],
    ['{"userevent":{"type":"StasisStart"},"type":"ChannelUserevent"}', undefined],
    ['{"list":["x"],"type":"X"}', undefined],
    ['{"value":"a {brace}","type":"ChannelVarset"}', undefined],
    ['{"a\\",":1,"type":"SomethingNew"}', "SomethingNew"],
    ['{"type":"StasisStort","timestamp":"x"}', "StasisStort"],
    ['{"type":"Un"}', "Un"],
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

for (
  const [text, id] of [
    ['{"type":"StasisStart","args":["1"],"channel":{"id":"1.2","name":"x"}}', "1.2"],
    ['{"type":"StasisStart","replace_channel":{"id":"1"},"channel":{"id":"2"}}', undefined],
    ['{"type":"StasisStart","args":["{"],"channel":{"id":"1"}}', undefined],
    ['{"type":"StasisStart","args":[",\\"channel\\":{\\"id\\":\\"1"],"channel":{"id":"2"}}', undefined],
    ['{"type":"StasisStart","channel":{"name":"x","id":"1"}}', undefined],
    ['{"type":"StasisStart","channel":{"id":"\\u0031"}}', undefined],
    ['{"type":"StasisStart","channel":{"id":5}}', undefined],
    ['{"type":"StasisStart","channel":[]}', undefined],
    ['{"channel":{"id":"1"}}', undefined],
    ['{"type":"StasisStart","channel":{"id":"1', undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`peekId() of ${text} is ${id}`, () => {
    assertEquals(peekId(text, "channel"), id);
  });
}

Deno.test("peekId() never names another id than what parsing finds", () => {
  const object = fc.dictionary(fc.constantFrom("id", "channel", "x"), fc.oneof(fc.string(), fc.jsonValue()));
  const fields = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom("channel", "a")),
    fc.oneof(object, fc.jsonValue()),
  );
  fc.assert(fc.property(fields, (value) => {
    const event: Record<string, unknown> = { type: "X", ...value };
    const peeked = peekId(JSON.stringify(event), "channel");
    if (peeked !== undefined) assertEquals({ id: peeked }, { id: Object(event.channel).id });
  }));
});

for (
  const [text, last] of [
    ['{"type":"X","application":"a b"}', "a b"],
    ['{"type":"X","application":"one","more":"two"}', undefined],
    ['{"type":"X","x":{"application":"one"}}', undefined],
    ['{"type":"X","x":{"id":1,"application":"one"}}', undefined],
    ['{"type":"X","application":"\\""}', undefined],
    ['{"type":"X","application":5}', undefined],
    ['{"type":"X","more_application":"a"}', undefined],
    ['{"type":"X","application":""}', ""],
    ['"}', undefined],
    ['{"}', undefined],
    ['{"type":"X"}', undefined],
  ] as const
) {
  Deno.test(`peekApplication() of ${text} is ${last}`, () => {
    assertEquals(peekApplication(text), last);
  });
}

Deno.test("readEvent() reads an event, or says why it is none", () => {
  assertEquals(readEvent('{"type":"X","n":1}'), { type: "X", n: 1 } as unknown);
  for (const text of ["", "5", "null", '{"type":5}']) assertEquals(readEvent(text) instanceof AriProtocolError, true);
});
