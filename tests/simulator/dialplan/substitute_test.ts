import { assertEquals, assertThrows } from "@std/assert";
import { loadDialplan } from "../../../simulator/dialplan/load.ts";
import { readVariable, substitute } from "../../../simulator/dialplan/substitute.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";
import { TestChannel } from "../core/test_channel.ts";

const dialplan = loadDialplan("[globals]\nWHO=world\nA=global\n");

Deno.test("substitute() replaces variables of the channel, globals, built-ins and the caller id", () => {
  using given = new TestChannel();
  given.channel.setVariable("A", "1");

  const text = substitute(
    "${A} ${WHO} ${EXTEN}@${CONTEXT},${PRIORITY} ${CHANNEL} ${UNIQUEID} ${CALLERID(num)} ${CALLERID(name)} [${NO}] $x",
    given.channel,
    dialplan,
  );

  assertEquals(text, "1 world 100@default,1 PJSIP/alice-00000000 0.0 alice Alice [] $x");
});

for (const text of ["$[1 + 1]", "${EXTEN:1}", "${A${B}}", "${MATH(1+1)}"]) {
  Deno.test(`substitute() throws NotSimulatedError for ${text}`, () => {
    using given = new TestChannel();

    assertThrows(() => substitute(text, given.channel, dialplan), NotSimulatedError);
  });
}

Deno.test("readVariable() tells unset from empty", () => {
  using given = new TestChannel();
  given.channel.setVariable("EMPTY", "");

  const values = ["EMPTY", "NO", "HANGUPCAUSE"].map((name) => readVariable(name, given.channel, dialplan));

  assertEquals(values, ["", undefined, "0"]);
});
