import { parseReply } from "@asterism/asterisk/agi";
import { digitOf, playResult, recordResult, speechResult } from "../../agi/results.ts";
import { assertEquals } from "@std/assert";

Deno.test("digitOf() is the character of a code, and nothing for 0", () => {
  assertEquals(["200 result=0", "200 result=53", "200 result=35"].map((line) => digitOf(parseReply(line))), [
    undefined,
    "5",
    "#",
  ]);
});

Deno.test("playResult() has the place where it ended, when it is told", () => {
  assertEquals(playResult(parseReply("200 result=53 endpos=480")), { digit: "5", endpos: 480 });
  assertEquals(playResult(parseReply("200 result=0 endpos=-1")), { digit: undefined, endpos: -1 });
  assertEquals(playResult(parseReply("200 result=0")), { digit: undefined });
});

Deno.test.each([
  ["200 result=53 (dtmf) endpos=480", "digit", "5", 480],
  ["200 result=0 (timeout) endpos=8000", "timeout", undefined, 8_000],
  ["200 result=-1 (hangup) endpos=160", "hangup", undefined, 160],
  ["200 result=-1 (writefile)", "writeFailed", undefined, 0],
  ["200 result=-1 (waitfor) endpos=5", "failed", undefined, 5],
  ["200 result=0 endpos=7", "silence", undefined, 7],
])("recordResult() of %s is %s", (line, reason, digit, endpos) => {
  assertEquals(recordResult(parseReply(line)), { reason, digit, endpos } as ReturnType<typeof recordResult>);
});

Deno.test("speechResult() has what may have been said", () => {
  const line =
    '200 result=1 (speech) endpos=3 results=2 score0=10 text0="a b" grammar0=g score1=5 text1="c" grammar1=h';
  assertEquals(speechResult(parseReply(line)), {
    reason: "speech",
    digit: undefined,
    endpos: 3,
    results: [{ score: 10, text: "a b", grammar: "g" }, { score: 5, text: "c", grammar: "h" }],
  });
  assertEquals(speechResult(parseReply("200 result=1 (digit) digit=5 endpos=0")).digit, "5");
  assertEquals(speechResult(parseReply("200 result=1 (timeout) endpos=0")).reason, "timeout");
});
