import { assertEquals, assertThrows } from "@std/assert";
import { NotSimulatedError } from "../../../../simulator/errors.ts";
import { TestChannel } from "../../core/test_channel.ts";

for (
  const [expression, value] of [
    ["1+2", "3.000000"],
    ["1 + 2", "3.000000"],
    ["-5+3", "-2.000000"],
    ["5--3", "8.000000"],
    ["1e3+1", "1001.000000"],
    ["-0.5*0", "-0.000000"],
    // The first operator that is found takes all that follows it for one number.
    ["3*2+1", "6.000000"],
    ["7/2,int", "3"],
    ["7/-2", "0.000000"],
    ["5%0", "0.000000"],
    ["2^0.5", "1.414214"],
    ["2^100", "1267650600228229401496703205376.000000"],
    ["2^10000", "inf"],
    ["-1^0.5", "-nan"],
    ["2^40,i", "-2147483648"],
    ["2^40,hex", "0"],
    ["-1+0,h", "ffffffff"],
    ["65+0,char", "A"],
    ["0x1F AND 3", "3.000000"],
    ["10XOR3,i", "9"],
    ["6OR1,INT", "7"],
    ["1<<33,i", "2"],
    ["1>2", "FALSE"],
    ["1>=1", "TRUE"],
    ["5>3>1", "TRUE"],
    ["1==1", "TRUE"],
  ] as const
) {
  Deno.test(`MATH(${expression}) reads as "${value}"`, () => {
    using given = new TestChannel();

    assertEquals(given.pbx.dialplan.read(`MATH(${expression})`, given.channel), value);
  });
}

Deno.test("MATH() refuses what is not one operator between two numbers, and types that it does not know", () => {
  using given = new TestChannel();

  for (const text of ["", "3", "1=2", "abc+1", "1+", "XOR", "+3+4", "1+2,x", "1+5,i,j"]) {
    assertEquals(given.pbx.dialplan.read(`MATH(${text})`, given.channel), false, text);
  }
});

Deno.test("MATH() says that it can not give half a character", () => {
  using given = new TestChannel();

  assertThrows(() => given.pbx.dialplan.read("MATH(200+0,c)", given.channel), NotSimulatedError, "200");
});
