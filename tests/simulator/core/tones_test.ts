import { assertEquals } from "@std/assert";
import { isTone } from "../../../simulator/core/tones.ts";

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
