import { parseReply } from "@asterism/asterisk/agi";
import { assertEquals, assertThrows } from "@std/assert";

const cases: [line: string, result: string, data: string | undefined, extras: Record<string, string>][] = [
  ["200 result=0", "0", undefined, {}],
  ["200 result=-1", "-1", undefined, {}],
  ["200 result=1 (value)", "1", "value", {}],
  ["200 result=1 ()", "1", "", {}],
  ["200 result=1 (par)en (x)", "1", "par)en (x", {}],
  ["200 result=0012", "0012", undefined, {}],
  ["200 result=*#9999999999999999999 (timeout)", "*#9999999999999999999", "timeout", {}],
  ["200 result= (timeout)", "", "timeout", {}],
  ["200 result=", "", undefined, {}],
  ["200 result=-1 (hangup)", "-1", "hangup", {}],
  ["200 result=53 endpos=480", "53", undefined, { endpos: "480" }],
  ["200 result=0 endpos=-1", "0", undefined, { endpos: "-1" }],
  ["200 result=53 (dtmf) endpos=0", "53", "dtmf", { endpos: "0" }],
  ["200 result=1 (digit) digit=5 endpos=0", "1", "digit", { digit: "5", endpos: "0" }],
  ['200 result=1 (speech) endpos=0 results=1 score0=10 text0="a b" grammar0=g', "1", "speech", {
    endpos: "0",
    results: "1",
    score0: "10",
    text0: "a b",
    grammar0: "g",
  }],
  ["200 result=-1 Gosub label not found", "-1", undefined, {}],
  ["200 result=1 (__proto__) __proto__=1", "1", "__proto__", JSON.parse('{"__proto__":"1"}')],
];

Deno.test.each(cases)("parseReply() reads %s", (line, result, data, extras) => {
  const reply = parseReply(line);
  assertEquals([reply.code, reply.result, reply.data, { ...reply.extras }], [200, result, data, { ...extras }]);
});

Deno.test("parseReply() reads codes of commands that were not run", () => {
  const { code, result, text } = parseReply("510 Invalid or unknown command");
  assertEquals([code, result, text], [510, "", "Invalid or unknown command"]);
  assertEquals(parseReply("511 Command Not Permitted on a dead channel or intercept routine").code, 511);
});

Deno.test("parseReply() with isValue takes all in parentheses for the value", () => {
  assertEquals(parseReply("200 result=1 (x) a=b)", { isValue: true }).data, "x) a=b");
  assertEquals(parseReply("200 result=1 (a\nb)", { isValue: true }).data, "a\nb");
});

Deno.test.each(["", "HANGUP", "agi_network: yes", "20 result=1", "HTTP/1.1 200 OK"])(
  "parseReply() refuses %s",
  (line) => {
    assertThrows(() => parseReply(line), SyntaxError, "Cannot parse an AGI answer");
  },
);
