import { assertEquals, assertThrows } from "@std/assert";
import { formatVariables, parseChannelVariables, parseVariables } from "../../ami/variables.ts";
import { decodeOne } from "../support/ami_bytes.ts";

Deno.test("parseChannelVariables() tells whose variable each is", () => {
  const message = decodeOne([
    "Event: DialBegin",
    "ChanVariable: A=1",
    "ChanVariable: B=x=y",
    String.raw`DestChanVariable: C=say \"hi\"`,
    String.raw`ChanVariable(PJSIP/a:5060-1): D=raw\n`,
    "ChanVariable: E",
    "Variable: F=1",
    "chanvariable: ",
    "\r\n",
  ].join("\r\n"));

  assertEquals(parseChannelVariables(message), [
    { prefix: "", name: "A", value: "1" },
    { prefix: "", name: "B", value: "x=y" },
    { prefix: "Dest", name: "C", value: 'say "hi"' },
    { prefix: "", channel: "PJSIP/a:5060-1", name: "D", value: String.raw`raw\n` },
    { prefix: "", name: "E", value: "" },
    { prefix: "", name: "", value: "" },
  ]);
});

Deno.test("parseVariables() reads what Status says of variables, whatever they are called", () => {
  const message = decodeOne("Event: Status\r\nVariable: A=b=c\r\nvariable: __proto__=1\r\nVariable: N=(null)\r\n\r\n");

  assertEquals(Object.entries(parseVariables(message)), [["A", "b=c"], ["__proto__", "1"], ["N", "(null)"]]);
});

Deno.test("formatVariables() escapes what Asterisk would take off or divide at", () => {
  assertEquals(
    formatVariables({ A: 'q",\\', B: "x=y (z", "SHARED(a,b)": 1, __C: true, D: "" }),
    ['A=q\\"\\,\\\\', "B=x=y (z", "SHARED(a\\,b)=1", "__C=true", "D="],
  );
});

for (const name of ["", "a=b", " a", "\ta"]) {
  Deno.test(`formatVariables() throws for the name ${JSON.stringify(name)} and shows no value`, () => {
    const error = assertThrows(() => formatVariables({ [name]: "s3cret" }), TypeError, JSON.stringify(name));
    assertEquals(error.message.includes("s3cret"), false);
  });
}
