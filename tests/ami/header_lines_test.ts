import { assertEquals } from "@std/assert";
import { findHeader, lowerCase, readHeader, seek, usesCrLf } from "../../ami/header_lines.ts";

/** Name and value of each line of a message. */
function read(text: string): [string, string][] {
  const lines: [string, string][] = [];
  for (let at = 0; at >= 0;) {
    const { name, valueStart, valueEnd, next } = readHeader(text, at, usesCrLf(text));
    lines.push([name, text.slice(valueStart, valueEnd)]);
    at = next;
  }
  return lines;
}

for (
  const [line, name, value] of [
    ["Channel: PJSIP/alice", "Channel", "PJSIP/alice"],
    ["Value: a: b", "Value", "a: b"],
    ["Tight:x", "Tight", "x"],
    ["Empty:", "Empty", ""],
    ["Empty: ", "Empty", ""],
    ["Output:   '3000' =>", "Output", "  '3000' =>"],
    ["Tab:\tx", "Tab", "\tx"],
    ["Return: a\rb", "Return", "a\rb"],
    ["No categories found", "", "No categories found"],
    [": no name", "", ": no name"],
    ["ChanVariable(PJSIP/a:5060-1;2): X=y: z", "ChanVariable(PJSIP/a:5060-1;2)", "X=y: z"],
    ["DestChanVariable(a:b): X=()): 1", "DestChanVariable(a:b)", "X=()): 1"],
    ["ChanVariable(open: X=1", "ChanVariable(open", "X=1"],
    ["ChanVariable: A=f(x): 1", "ChanVariable", "A=f(x): 1"],
    ["App(x:y): z", "App(x", "y): z"],
    ["__proto__: polluted", "__proto__", "polluted"],
  ] as const
) {
  Deno.test(`readHeader() of ${JSON.stringify(line)} finds ${JSON.stringify(name)}`, () => {
    for (const end of ["", "\r\n", "\n"]) {
      assertEquals(read(`${line}${end}Next: 1`.slice(0, end === "" ? line.length : undefined))[0], [name, value]);
    }
  });
}

Deno.test("readHeader() gives a value the line after a bare line feed, unless that is a header", () => {
  const ended = "Event: X\r\n";
  assertEquals(read(`${ended}Value: one\ntwo\nthree\r\nfour\r\nA: b`), [
    ["Event", "X"],
    ["Value", "one\ntwo\nthree"],
    ["", "four"],
    ["A", "b"],
  ]);
  assertEquals(read(`${ended}CallStarted: 1\nActionID: 2`), [["Event", "X"], ["CallStarted", "1"], ["ActionID", "2"]]);
});

Deno.test("readHeader() takes no line together where lines end in line feeds", () => {
  assertEquals(read("Event: X\nValue: one\ntwo\nA: b"), [["Event", "X"], ["Value", "one"], ["", "two"], ["A", "b"]]);
});

Deno.test("findHeader() finds the first header of a name in any case", () => {
  const text = "Event: X\r\nchannel: a\r\nChannel: b\r\nChannelState: 6\r\nLast:";

  assertEquals(findHeader(text, seek("CHANNEL")), 10);
  assertEquals(findHeader(text, seek("Channel")), 10);
  assertEquals(findHeader(text, seek("Channel"), 22), 22);
  assertEquals(findHeader(text, seek("ChannelState")), 34);
  assertEquals(findHeader(text, seek("Last")), text.length - 5);
  for (const none of ["Chan", "hannel", "", "X", "Event: X\r\nchannel", "Channel: b", "\r"]) {
    assertEquals(findHeader(text, seek(none)), -1);
  }
});

Deno.test("findHeader() knows where the name of a channel's variable ends", () => {
  const text = "Event: X\r\nChanVariable(a:b): N=v";

  assertEquals(findHeader(text, seek("ChanVariable(a:b)")), 10);
  assertEquals(findHeader(text, seek("ChanVariable(a")), -1);
});

Deno.test("lowerCase() changes letters of ASCII only", () => {
  assertEquals(lowerCase("AbÀ\u00c3"), "abÀ\u00c3");
});
