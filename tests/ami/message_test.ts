import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { headerNames } from "../../ami/generated/header_names.ts";
import { AmiMessage } from "../../ami/message.ts";
import { decodeOne } from "../support/ami_bytes.ts";

const hangup = decodeOne(
  "Event: Hangup\r\nChannel: PJSIP/a\r\nCause-txt: Normal\r\nKey: 1\r\nkey: 2\r\nx-vendor: v\r\nno colon\r\n\r\n",
);

for (
  const [first, kind, name] of [
    ["Event: Hangup", "event", "Hangup"],
    ["Response: Success", "response", "Success"],
    ["event:Hangup", "event", "Hangup"],
    ["RESPONSE:  Error", "response", " Error"],
    ["Event:", "event", ""],
    ["Events: On", "fragment", ""],
    ["Key: Event: x", "fragment", ""],
    ["Event", "fragment", ""],
    [" Event: x", "fragment", ""],
  ] as const
) {
  Deno.test(`AmiMessage that begins with ${JSON.stringify(first)} is a ${kind}, by its first line alone`, () => {
    const message = new AmiMessage(`${first}\r\nEvent: Fake\r\nResponse: Success`);

    assertEquals([message.kind, message.name], [kind, name]);
  });
}

Deno.test("AmiMessage.get() and properties find headers in any case", () => {
  assertEquals(hangup.get("CAUSE-TXT"), "Normal");
  assertEquals(hangup["Cause-txt"], "Normal");
  assertEquals(hangup.getAll("KEY"), ["1", "2"]);
  assertEquals(hangup.Key, "1");
  assertEquals(hangup.has("Channel"), true);
  assertEquals(hangup.has("Chan"), false);
  assertEquals(hangup.Nothing, undefined);
  assertEquals(hangup.ActionID, undefined);
  assertEquals(Reflect.get(hangup, "x-vendor"), "v");
  const { Channel, "Cause-txt": cause } = hangup;
  assertEquals([Channel, cause], ["PJSIP/a", "Normal"]);
});

Deno.test("AmiMessage keeps the order of headers, and lines without colon", () => {
  assertEquals([...hangup.entries()], [
    ["Event", "Hangup"],
    ["Channel", "PJSIP/a"],
    ["Cause-txt", "Normal"],
    ["Key", "1"],
    ["key", "2"],
    ["x-vendor", "v"],
  ]);
  assertEquals(hangup.textLines, ["no colon"]);
});

Deno.test("AmiMessage is plain data for JSON.stringify() and snapshot()", () => {
  const data = {
    Event: "Hangup",
    Channel: "PJSIP/a",
    "Cause-txt": "Normal",
    Key: ["1", "2"],
    "x-vendor": "v",
    "": ["no colon"],
  };

  assertEquals(hangup.snapshot(), data);
  assertEquals(JSON.parse(JSON.stringify({ hangup })), { hangup: data });
  assertEquals(structuredClone(hangup.snapshot()), data);
});

Deno.test("AmiMessage prints as plain data without passwords", () => {
  const message = decodeOne("Event: AuthDetail\r\nObjectName: alice\r\nPassword: 1234\r\nOauthSecret: 5678\r\n\r\n");

  const printed = Deno.inspect({ message });

  assertEquals(printed.includes('Event: "AuthDetail"') && printed.includes('ObjectName: "alice"'), true);
  assertEquals(/1234|5678/.test(printed), false);
  assertEquals(message.Password, "1234");
});

Deno.test("AmiMessage compares by what it says", () => {
  assertEquals(new AmiMessage("Event: A").detach(), new AmiMessage("Event: A"));
  assertNotEquals(new AmiMessage("Event: A"), new AmiMessage("Event: B"));
});

const hostile = ["__proto__", "constructor", "then", "toJSON", "hasOwnProperty", "valueOf", "prototype", "get", "kind"];

Deno.test("AmiMessage takes headers with names of an object's members for data", async () => {
  const message = decodeOne(`Event: X\r\n${hostile.map((name) => `${name}: evil`).join("\r\n")}\r\n\r\n`);

  for (const name of hostile) assertEquals([message.get(name), message.has(name)], ["evil", true]);
  assertEquals(Object.entries(message.snapshot()).map(([name]) => name), ["Event", ...hostile]);
  assertEquals(Object.getPrototypeOf(message.snapshot()), Object.prototype);
  assertEquals(await Promise.resolve(message), message);
  assertEquals(Reflect.get(message, "then"), undefined);
  assertEquals(message.constructor, AmiMessage);
  assertEquals(typeof message.toJSON, "function");
  assertEquals(Reflect.get({}, "evil"), undefined);
});

Deno.test("AmiMessage can not be changed", () => {
  assertThrows(() => Object.assign(hangup, { Channel: "other" }), TypeError);
  assertThrows(() => Object.assign(hangup, { Unknown: "other" }), TypeError);
  assertEquals(hangup.Channel, "PJSIP/a");
});

Deno.test("AmiMessage.getBytes() gives what is not UTF-8 as it came", () => {
  const message = new AmiMessage("Event: X\r\nName: caf\u00e9");

  assertEquals(message.Name, "caf\uFFFD");
  assertEquals(message.getBytes("name"), Uint8Array.of(99, 97, 102, 0xe9));
  assertEquals(message.getBytes("other"), undefined);
  assertEquals(`${message}`, "Event: X\r\nName: caf\uFFFD");
});

Deno.test("AmiMessage has no members of its own that are called as headers of Asterisk", () => {
  const members = [
    ...Object.getOwnPropertyNames(new AmiMessage("")),
    "kind",
    "name",
    "get",
    "getAll",
    "getBytes",
    "has",
  ];
  const all = [...members, "entries", "textLines", "detach", "snapshot", "toJSON", "toString", "constructor"];

  assertEquals(headerNames.filter((name) => all.includes(name)), []);
  assertEquals(Reflect.get(new AmiMessage("Response: Success\r\n100rel: no"), "100rel"), "no");
});
