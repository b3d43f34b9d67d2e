import { assertEquals } from "@std/assert";
import { isTone, singleFrequency } from "../../../simulator/core/tones.ts";

// tests/conformance/playbacks_test.ts holds many of these against Asterisk.
for (
  const [text, expected] of [
    ["ring", true],
    ["Ring", true],
    ["ring;", true],
    ["std;tonezone=au", true],
    ["std", false],
    ["callwaiting;tonezone=FR", false],
    ["callwait;tonezone=fr", true],
    ["dialrecall;tonezone=uk", false],
    ["confirm;tonezone=uk", true],
    ["busy;tonezone=nowhere", true],
    ["busy;tonezone=fr;x", true],
    ["ring;zone=fr", false],
    ["425", true],
    ["!425/100", true],
    [" 425", true],
    ["M60", true],
    ["-1", true],
    ["x,425", true],
    ["x|425", true],
    ["425|x,y", true],
    [",425", false],
    ["", false],
    ["!", false],
    ["M", false],
    ["ring|busy", false],
  ] as const
) {
  Deno.test(`isTone("${text}") is ${expected}`, () => {
    assertEquals(isTone(text), expected);
  });
}

Deno.test("singleFrequency() is that of a tone of one frequency that lasts long enough", () => {
  const media = [
    "tone:400",
    "tone:!400/600,0/400",
    "tone:400/300",
    "tone:400;tonezone=fr",
    "tone:400+440",
    "tone:M60",
    "tone:ring",
    "sound:400",
  ];

  assertEquals(media.map((each) => singleFrequency(each, 500)), [
    400,
    400,
    undefined,
    400,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
