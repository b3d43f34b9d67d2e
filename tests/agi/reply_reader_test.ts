import { AgiProtocolError } from "@asterism/asterisk/agi";
import { type ReplyKind, ReplyReader } from "../../agi/reply_reader.ts";
import { assertEquals, assertThrows } from "@std/assert";

/** What lines bring that answer one command of a kind. */
function read(kind: ReplyKind, text: string): string[] {
  const reader = new ReplyReader();
  reader.begin(kind);
  return text.split("\n").slice(0, -1).flatMap((line) => {
    const received = reader.take(line);
    if (received === undefined) return [];
    return received.type === "hangup"
      ? ["HANGUP"]
      : [`${received.reply.code} ${received.reply.data ?? received.reply.text}`];
  });
}

Deno.test("ReplyReader reads an answer of one line, and a hangup before and after it", () => {
  assertEquals(read("line", "200 result=0\n"), ["200 result=0"]);
  assertEquals(read("line", "HANGUP\n200 result=-1\nHANGUP\n"), ["HANGUP", "200 result=-1", "HANGUP"]);
});

Deno.test("ReplyReader reads a value of several lines, what looks like a hangup among them", () => {
  assertEquals(read("value", "200 result=1 (a\nHANGUP\n520-b\nc)\n"), ["200 a\nHANGUP\n520-b\nc"]);
  assertEquals(read("value", "200 result=1 ()\n"), ["200 "]);
  assertEquals(read("value", "200 result=0\n"), ["200 result=0"]);
});

Deno.test("ReplyReader reads how a command is used to its end", () => {
  const usage = "520-Invalid command syntax.  Proper usage follows:\nUsage\n510 of it\n520 End of proper usage.\n";
  assertEquals(read("line", usage), ["520 Usage\n510 of it"]);
  assertEquals(read("line", "520 Invalid command syntax.  Proper usage not available.\n"), [
    "520 Invalid command syntax.  Proper usage not available.",
  ]);
});

Deno.test("ReplyReader waits for the end of a subroutine, which says first that it begins", () => {
  assertEquals(read("line", "100 result=0 Trying...\n200 result=0 Gosub complete\n"), ["200 result=0 Gosub complete"]);
});

Deno.test("ReplyReader takes a usage text behind an application that returned 1 for a part of its answer", () => {
  const usage = "520-Invalid command syntax.  Proper usage follows:\nUsage\n520 End of proper usage.\n";
  assertEquals(read("exec", `200 result=1\n${usage}`), ["200 result=1"]);
  assertEquals(read("exec", "200 result=0\n"), ["200 result=0"]);
});

Deno.test("ReplyReader refuses a line that answers nothing, and what is no answer", () => {
  assertThrows(
    () => read("line", "200 result=0\n200 result=1 (evil)\n"),
    AgiProtocolError,
    "a line answers no command",
  );
  assertThrows(() => read("line", "nonsense\n"), AgiProtocolError, "what came is no answer");
});

Deno.test("ReplyReader refuses an answer of too many lines", () => {
  const reader = new ReplyReader({ maxLines: 2 });
  reader.begin("value");
  reader.take("200 result=1 (a");
  reader.take("b");
  assertThrows(() => reader.take("c"), AgiProtocolError, "Cannot read an answer of more than 2 lines");
});
