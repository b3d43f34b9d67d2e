import { assertEquals } from "@std/assert";
import { argumentsIn } from "../../ari/return_notice.ts";

for (
  const [appData, expected] of [
    ["greeter", []],
    ["", []],
    ["greeter,", [""]],
    ["greeter,one,two", ["one", "two"]],
    ['greeter,one,"two,three",four', ["one", "two,three", "four"]],
    ["greeter,one\\,two,three", ["one,two", "three"]],
    ["greeter,,x", ["", "x"]],
  ] as const
) {
  Deno.test(`argumentsIn() finds the arguments of Stasis(${appData})`, () => {
    assertEquals<readonly string[]>(argumentsIn(appData), expected);
  });
}
