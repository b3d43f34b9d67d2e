import { assertEquals, assertInstanceOf } from "@std/assert";
import { NotSimulatedError } from "../../../../simulator/mod.ts";
import { runLines } from "../dialplan_run.ts";

Deno.test("Playback() answers, plays what is there, and says FAILED when something is missing", async () => {
  const { given } = await runLines("exten => 100,1,Playback(none&goodbye)\n same => n,NoOp(${PLAYBACKSTATUS})", {
    state: "Ring",
    duration: 940,
  });

  assertEquals(given.told, ["answer", "begin sound:goodbye", "end sound:goodbye true 940", "hangup 0"]);
  assertEquals(given.steps.at(-1), "100,2 NoOp(FAILED)");
});

Deno.test("Playback() refuses options that it does not do", async () => {
  const { failures } = await runLines("exten => 100,1,Playback(goodbye,say)");

  assertInstanceOf(failures[0], NotSimulatedError);
});

const menu =
  "exten => 100,1,BackGround(goodbye)\n same => n,WaitExten(5)\nexten => 9,1,NoOp(nine)\nexten => 22,1,NoOp(two)\n" +
  "exten => i,1,NoOp(invalid ${INVALID_EXTEN})\nexten => t,1,NoOp(late)\n";

for (
  const [what, digits, duration, last] of [
    ["a digit that is a whole extension", { 100: "9" }, 100, "9,1 NoOp(nine)"],
    ["digits that become one", { 100: "2", 300: "2" }, 300, "22,1 NoOp(two)"],
    ["digits that lead nowhere", { 100: "2", 300: "3" }, 300, "i,1 NoOp(invalid 23)"],
    ["a digit while it waits", { 2_000: "9" }, 2_000, "9,1 NoOp(nine)"],
    ["no digit at all", {}, 6_000, "t,1 NoOp(late)"],
  ] as const
) {
  Deno.test(`BackGround() and WaitExten() lead by ${what} to ${last}`, async () => {
    assertEquals((await runLines(menu, { digits, duration })).steps.at(-1), last);
  });
}

for (
  const [data, digits, duration, read] of [
    ["X,,3", { 1: "1", 2: "2", 3: "3" }, 3, "123 OK"],
    ["X,,,,,2", { 1: "1", 2: "2", 3: "#" }, 3, "12 OK"],
    ["X,,,,,2", { 1: "1" }, 2_001, "1 TIMEOUT"],
    ["X,goodbye,2", { 100: "0", 200: "9" }, 200, "09 OK"],
    ["X,goodbye,2,,2,1", {}, 3_880, " TIMEOUT"],
  ] as const
) {
  Deno.test(`Read(${data}) of ${JSON.stringify(digits)} gives "${read}"`, async () => {
    const { steps } = await runLines(`exten => 100,1,Read(${data})\n same => n,NoOp(\${X} \${READSTATUS})`, {
      digits,
      duration,
    });

    assertEquals(steps.at(-1), `100,2 NoOp(${read})`);
  });
}
