import { assertEquals, assertThrows } from "@std/assert";
import { type AgiEnvironment, defaultPort, parseEnvironment } from "../../agi/environment.ts";

const block = [
  "agi_network: yes",
  "agi_request: agi://127.0.0.1:4573/ask?a=b:c",
  "agi_callerid: unknown",
  "agi_accountcode: ",
  "agi_arg_1:  two spaces ",
  "",
  "",
].join("\n");

Deno.test("defaultPort is the port of res_agi.c", () => {
  assertEquals(defaultPort, 4573);
});

Deno.test("parseEnvironment() splits at the first colon and takes one space away", () => {
  assertEquals(plain(parseEnvironment(block)), {
    agi_network: "yes",
    agi_request: "agi://127.0.0.1:4573/ask?a=b:c",
    agi_callerid: "unknown",
    agi_accountcode: "",
    agi_arg_1: " two spaces ",
  });
});

Deno.test("parseEnvironment() gives the same when lines end in CR LF", () => {
  assertEquals(parseEnvironment(block.replaceAll("\n", "\r\n")), parseEnvironment(block));
});

Deno.test("parseEnvironment() stops at the first empty line", () => {
  assertEquals(plain(parseEnvironment("agi_a: 1\n\n200 result=0\n")), { agi_a: "1" });
  assertEquals(plain(parseEnvironment("")), {});
});

Deno.test("parseEnvironment() keeps a name of Object.prototype as a plain name when a variable has it", () => {
  assertEquals(Object.getPrototypeOf(parseEnvironment("agi_a: 1")), null);
});

for (const line of ["200 result=1", "agi_channel", "HANGUP", ": x"]) {
  Deno.test(`parseEnvironment() throws with the line number when line 2 is ${JSON.stringify(line)}`, () => {
    assertThrows(
      () => parseEnvironment(`agi_a: 1\n${line}\n\n`),
      SyntaxError,
      `Cannot parse AGI environment: line 2 is ${JSON.stringify(line)}`,
    );
  });
}

Deno.test("parseEnvironment() gives the variables so far or throws when the block is cut at any character", () => {
  const whole = plain(parseEnvironment(block));
  for (let cut = 0; cut < block.length; cut++) {
    const names = namesOf(block.slice(0, cut));
    assertEquals(names, Object.keys(whole).slice(0, names.length));
  }
});

function namesOf(text: string): string[] {
  try {
    return Object.keys(parseEnvironment(text));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function plain(environment: AgiEnvironment): Record<string, string> {
  return { ...environment };
}
