import { formatCommand } from "@asterism/asterisk/agi";
import { checkLine, maxLineBytesOf } from "../../agi/command_line.ts";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

/** Takes a line apart as Asterisk does (`parse_args` of res_agi.c). */
function split(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    let character = line[at] ?? "";
    if (character === '"') {
      isQuoted = !isQuoted;
      word ??= "";
      continue;
    }
    if (!isQuoted && (character === " " || character === "\t")) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (character === "\\") character = line[++at] ?? "";
    word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

Deno.test("formatCommand() quotes each argument so that Asterisk reads it as it is", () => {
  const line = formatCommand("SET VARIABLE", ["GREETING", 'say "hi" \\ bye\t']);
  assertEquals(line, 'SET VARIABLE "GREETING" "say \\"hi\\" \\\\ bye\t"');
  assertEquals(split(line), ["SET", "VARIABLE", "GREETING", 'say "hi" \\ bye\t']);
});

Deno.test("formatCommand() puts lists together, and leaves out arguments from the first undefined one on", () => {
  assertEquals(formatCommand("SAY DIGITS", [[1, "2", 3], ""]), 'SAY DIGITS "123" ""');
  assertEquals(formatCommand("GET DATA", ["x", undefined, 3]), 'GET DATA "x"');
});

Deno.test("formatCommand(): whatever is sent is what Asterisk reads, or it is refused", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), (args) => {
    const isForbidden = args.some((argument) => /[\r\n]/.test(argument) || argument.includes("\0"));
    if (isForbidden) assertThrows(() => formatCommand("NOOP", args), TypeError);
    else assertEquals(split(formatCommand("NOOP", args)), ["NOOP", ...args]);
  }));
});

Deno.test("formatCommand() names command and place of what would end the line, and no value", () => {
  const error = assertThrows(() => formatCommand("SET VARIABLE", ["A", "hush\nANSWER"]), TypeError);
  assertEquals(
    error.message,
    "Cannot send SET VARIABLE: argument 2 has a line end or NUL, which would end the command",
  );
});

Deno.test("formatCommand() refuses a line that is too long, and too many arguments", () => {
  const longest = 2_047 - 'NOOP ""\n'.length;
  formatCommand("NOOP", ["x".repeat(longest)]);
  assertThrows(
    () => formatCommand("NOOP", ["x".repeat(longest + 1)]),
    RangeError,
    "Cannot send NOOP in a line of 2048 bytes: this Asterisk reads 2047",
  );
  assertThrows(() => formatCommand("NOOP", ["ü".repeat(longest / 2 + 1)]), RangeError);
  assertThrows(() => formatCommand("NOOP", Array.from({ length: 127 }, () => "x")), RangeError, "with 128 words");
});

Deno.test("checkLine() refuses line ends in the raw door too", () => {
  assertEquals(checkLine("GET VARIABLE X"), "GET VARIABLE X");
  assertThrows(() => checkLine("NOOP\nANSWER"), TypeError, 'Cannot send "NOOP\\nANSWER"');
});

Deno.test.each([
  ["22.10.1+dfsg", 8_191],
  ["22.6.0", 8_191],
  ["22.5.2", 2_047],
  ["21.11.0", 8_191],
  ["20.15.0", 2_047],
  ["18.26.4", 2_047],
  ["23.0.0", 8_191],
  ["GIT-master", 2_047],
  [undefined, 2_047],
])("maxLineBytesOf() of Asterisk %s is %d", (version, expected) => {
  assertEquals(maxLineBytesOf(version), expected);
});
