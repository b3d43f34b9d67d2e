import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type MenuOptions, offerMenu } from "../../../_internal/flow/offer_menu.ts";
import { runScripted } from "../../support/scripted_call.ts";

const choices = { "1": "sales", "12": "support", "0": "operator", "#": "repeat" };

function offer(options: Partial<MenuOptions<string>>, digits: string, gap = 100, start = 500) {
  const presses = [...digits].map((digit, index): [number, string] => [start + index * gap, digit]);
  return runScripted(offerMenu({ choices, prompt: "ask", ...options }), { presses });
}

Deno.test("offerMenu() takes a choice at once when no other one begins like it", () => {
  const { result, time } = offer({}, "0");

  assertEquals([result, time], [{ type: "choice", digits: "0", value: "operator", attempts: 1 }, 500]);
});

Deno.test("offerMenu() waits interDigitTimeout when another choice begins like the one that was made", () => {
  const one = offer({ interDigitTimeout: 700 }, "1");
  const twelve = offer({ interDigitTimeout: 700 }, "12");

  assertEquals([one.result.type, one.result.digits, one.time], ["choice", "1", 1_200]);
  assertEquals([twelve.result.type, twelve.result.digits, twelve.time], ["choice", "12", 600]);
});

Deno.test("offerMenu() asks again after a wrong key and after none, and then takes the default", () => {
  const prompts = { retryPrompt: "again", invalidPrompt: "wrong", timeoutPrompt: "slow", failurePrompt: "bye" };
  const { result, steps } = offer({ ...prompts, default: "operator", firstDigitTimeout: 1_000 }, "9");

  assertEquals(result, { type: "default", digits: "", value: "operator", why: "timedOut", attempts: 3 });
  assertEquals(steps.filter((step) => step.startsWith("play")), [
    "play ask",
    "play wrong,again",
    "play slow,again",
    "play bye",
  ]);
});

Deno.test("offerMenu() says what the last attempt was when there is no default", () => {
  assertEquals(offer({ attempts: 1 }, "15").result, { type: "invalid", digits: "15", attempts: 1 });
  assertEquals(offer({ attempts: 2 }, "").result, { type: "timedOut", digits: "", attempts: 2 });
  assertEquals(offer({ cancel: "*" }, "1*").result, { type: "cancelled", digits: "1", attempts: 1 });
});

Deno.test("offerMenu() takes a default that is undefined, as it was given", () => {
  const { result } = runScripted(offerMenu({ choices: { "1": 1 }, default: undefined, attempts: 1 }));

  assertEquals(result, { type: "default", digits: "", value: undefined, why: "timedOut", attempts: 1 });
});

Deno.test("offerMenu() with typeAhead false does not hear what was pressed before it asks", () => {
  assertEquals(offer({ typeAhead: false, attempts: 1 }, "0", 0, 0).result.type, "timedOut");
  assertEquals(offer({ typeAhead: false, attempts: 1, bargeIn: false }, "0", 0, 500).result.type, "timedOut");
  assertEquals(offer({ typeAhead: false, attempts: 1 }, "0", 0, 500).result.type, "choice");
});

Deno.test("offerMenu() refuses a menu without choices, and keys that no one can press", () => {
  const refused: [MenuOptions<string>, string][] = [
    [{ choices: {} }, "Cannot offer a menu as choices must hold one choice at least: there is none"],
    [{ choices: { x: "" } }, "Cannot offer a menu as choices may hold 0 to 9, *, # and A to D"],
    [{ choices: { "": "" } }, 'Cannot offer a menu as a choice must have keys that do not cancel: current value is ""'],
    [{ choices: { "1*": "" }, cancel: "*" }, "Cannot offer a menu as a choice must have keys that do not cancel"],
  ];

  for (const [options, message] of refused) assertThrows(() => offerMenu(options), Error, message);
});

Deno.test("offerMenu() loses no digit, whenever they come", () => {
  const anyPress = fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(..."012#9*"));
  fc.assert(fc.property(fc.array(anyPress, { maxLength: 20 }), fc.boolean(), (gaps, bargeIn) => {
    let time = 0;
    const presses = gaps.map(([gap, digit]): [number, string] => [time += gap, digit]);

    const { read, kept, unpressed } = runScripted(offerMenu({ choices, prompt: ["a", "b"], bargeIn }), { presses });

    assertEquals(read + kept + unpressed, presses.map(([, digit]) => digit).join(""));
  }));
});
