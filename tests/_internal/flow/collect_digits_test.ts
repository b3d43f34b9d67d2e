import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { collectDigits, type CollectOptions } from "../../../_internal/flow/collect_digits.ts";
import type { Media } from "../../../_internal/flow/flow.ts";
import { runScripted } from "../../support/scripted_call.ts";

/** Digits one after the other, from `start` on, `gap` milliseconds apart. */
function presses(digits: string, start: number, gap = 200): (readonly [number, string])[] {
  return [...digits].map((digit, index) => [start + index * gap, digit]);
}

function collect(options: CollectOptions, digits: string, start = 500, gap = 200) {
  return runScripted(collectDigits(options), { presses: presses(digits, start, gap) });
}

Deno.test("collectDigits() ends an entry at a terminator, which is no part of it", () => {
  const { result, kept } = collect({ prompt: "sound:pin" }, "0012#9");

  assertEquals(result, { type: "digits", digits: "0012", terminator: "#", attempts: 1 });
  assertEquals(kept, "");
});

Deno.test("collectDigits() ends an entry at maxDigits and leaves the rest for the next question", () => {
  const { result, kept } = collect({ prompt: "sound:pin", maxDigits: 3, terminators: "" }, "*#123", 0, 0);

  assertEquals([result, kept], [{ type: "digits", digits: "*#1", attempts: 1 }, "23"]);
});

Deno.test("collectDigits() ends an entry that is long enough when no further digit comes, interDigitTimeout after the last", () => {
  const { result, time } = collect({ minDigits: 2, interDigitTimeout: 1_500 }, "12", 4_000);

  assertEquals([result, time], [{ type: "digits", digits: "12", attempts: 1 }, 4_200 + 1_500]);
});

Deno.test("collectDigits() waits firstDigitTimeout from the end of the prompt, not from its beginning", () => {
  const options = { prompt: ["sound:a", "sound:b"], firstDigitTimeout: 4_000, attempts: 1 };

  assertEquals(runScripted(collectDigits(options)).time, 2_000 + 4_000);
  assertEquals(collect(options, "1#", 5_999).result.type, "digits");
  assertEquals(collect(options, "1#", 6_000).result, { type: "timedOut", digits: "", attempts: 1 });
});

Deno.test("collectDigits() takes an empty entry with minDigits 0, by a terminator and by saying nothing", () => {
  assertEquals(collect({ minDigits: 0 }, "#").result, { type: "digits", digits: "", terminator: "#", attempts: 1 });
  assertEquals(collect({ minDigits: 0 }, "").result, { type: "digits", digits: "", attempts: 1 });
});

Deno.test("collectDigits() asks again, with the message of what went wrong and the prompt for retries", () => {
  const options = {
    prompt: "ask",
    retryPrompt: "again",
    timeoutPrompt: "slow",
    tooShortPrompt: "short",
    invalidPrompt: "wrong",
    failurePrompt: "bye",
    minDigits: 2,
    attempts: 4,
    validate: (digits: string) => digits === "99" ? ["because", "of-that"] : false,
  };

  const { result, steps } = runScripted(collectDigits(options), {
    presses: [
      [500, "1"],
      [6_000, "2"],
      [6_100, "#"],
      [9_000, "3"],
      [9_100, "4"],
      [9_200, "#"],
      ...presses("99#", 12_000),
    ],
  });

  assertEquals(result, { type: "invalid", digits: "99", attempts: 4 });
  assertEquals(steps.filter((step) => step.startsWith("play")), [
    "play ask",
    "play slow,again",
    "play short,again",
    "play wrong,again",
    "play bye",
  ]);
});

Deno.test("collectDigits() plays the reason that validate gives before it asks again", () => {
  const validate = (digits: string) => digits === "2" ? true : ["sound:taken", `digits:${digits}`];

  const { result, steps } = collect({ prompt: "ask", invalidPrompt: "wrong", validate }, "1#", 500);
  const second = runScripted(collectDigits({ prompt: "ask", validate }), {
    presses: [[0, "1"], [1, "#"], [5_000, "2"]],
  });

  assertEquals(result.type, "timedOut");
  assertEquals(steps.includes("play sound:taken,digits:1,ask"), true, steps.join("; "));
  assertEquals(second.result, { type: "digits", digits: "2", attempts: 2 });
});

Deno.test("collectDigits() falls back from tooShortPrompt to invalidPrompt", () => {
  const { steps } = collect({ prompt: "ask", minDigits: 3, invalidPrompt: "wrong", attempts: 2 }, "1#", 500);

  assertEquals(steps.includes("play wrong,ask"), true, steps.join("; "));
});

Deno.test("collectDigits() is cancelled at any moment, also while a prompt plays that cannot be cut otherwise", () => {
  const { result, time } = collect({ prompt: "ask", cancel: "*", bargeIn: false }, "12*", 100, 100);

  assertEquals([result, time], [{ type: "cancelled", digits: "12", attempts: 1 }, 300]);
});

Deno.test("collectDigits() plays nothing when the answer is there already, and the whole prompt when it cannot be cut", () => {
  const early = collect({ prompt: "ask" }, "12#", 0, 0);
  const whole = collect({ prompt: "ask", bargeIn: false }, "12#", 0, 0);
  const some = collect({ prompt: "ask", bargeIn: "5" }, "152#", 100, 100);

  assertEquals([early.time, whole.time, some.time], [0, 1_000, 400]);
  for (const { result } of [early, whole]) assertEquals(result.digits, "12");
  assertEquals(some.result.digits, "152");
});

Deno.test("collectDigits() with typeAhead false forgets digits from before the question", () => {
  const cut = runScripted(collectDigits({ prompt: "ask", typeAhead: false }), {
    presses: [[0, "9"], [500, "1"], [600, "#"]],
  });
  const whole = runScripted(collectDigits({ prompt: "ask", typeAhead: false, bargeIn: false }), {
    presses: [[0, "9"], [500, "8"], [1_500, "1"], [1_600, "#"]],
  });

  assertEquals([cut.result.digits, cut.discarded], ["1", "9"]);
  assertEquals([whole.result.digits, whole.discarded], ["1", "98"]);
});

Deno.test("collectDigits() forgets a terminator that was pressed after an entry that was complete without it", () => {
  const { result, discarded } = collect({ prompt: "ask" }, "#12#", 0, 0);
  const late = collect({ prompt: "ask", attempts: 1 }, "#12#", 100);

  assertEquals([result.digits, discarded], ["12", "#"]);
  assertEquals(late.result, { type: "tooShort", digits: "", attempts: 1 });
});

Deno.test("collectDigits() refuses options that make no sense", () => {
  const refusals: [CollectOptions, string][] = [
    [{ attempts: 0 }, "Cannot collect digits as attempts must be 1 or more: current value is 0"],
    [{ minDigits: -1 }, "Cannot collect digits as minDigits must be 0 or more: current value is -1"],
    [{ minDigits: 5, maxDigits: 4 }, "Cannot collect digits as maxDigits must be 5 or more: current value is 4"],
    [{ maxDigits: 0, minDigits: 0 }, "Cannot collect digits as maxDigits must be 1 or more: current value is 0"],
    [
      { terminators: "x" },
      'Cannot collect digits as terminators may hold 0 to 9, *, # and A to D: current value is "x"',
    ],
    [{ cancel: "#" }, 'Cannot collect digits as a digit cannot both cancel and terminate: current value is "#"'],
    [
      { firstDigitTimeout: 0 },
      "Cannot collect digits as firstDigitTimeout must be more than 0 milliseconds: current value is 0",
    ],
    [
      { interDigitTimeout: NaN },
      "Cannot collect digits as interDigitTimeout must be more than 0 milliseconds: current value is NaN",
    ],
  ];

  for (const [options, message] of refusals) assertThrows(() => collectDigits(options), Error, message);
});

const anyDigit = fc.constantFrom(..."0123456789*#");
const anyOptions = fc.record({
  prompt: fc.constantFrom<Media>("a", ["a", "b"], []),
  minDigits: fc.integer({ min: 0, max: 3 }),
  maxDigits: fc.integer({ min: 3, max: 5 }),
  terminators: fc.constantFrom("", "#", "#*"),
  attempts: fc.integer({ min: 1, max: 3 }),
  bargeIn: fc.constantFrom<boolean | string>(true, false, "15#"),
  typeAhead: fc.boolean(),
  validate: fc.constantFrom((digits: string) => digits.length % 2 === 0, () => true as const, () => ["why"]),
});
const anyPresses = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), anyDigit), { maxLength: 30 }).map((gaps) => {
  let time = 0;
  return gaps.map(([gap, digit]): [number, string] => [time += gap, digit]);
});

Deno.test("collectDigits() loses no digit: each one was read, or forgotten as the options say, or is kept, in order", () => {
  fc.assert(
    fc.property(anyOptions, anyPresses, (options, script) => {
      const { read, kept, discarded, unpressed } = runScripted(collectDigits(options), { presses: script });

      const all = script.map(([, digit]) => digit).join("");
      assertEquals((read + discarded + kept + unpressed).length, all.length);
      if (discarded === "") assertEquals(read + kept + unpressed, all);
      if (options.typeAhead) assertEquals([...discarded].every((digit) => options.terminators.includes(digit)), true);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("collectDigits() gives the same result wherever the digits fall, before, into or after the prompts", () => {
  const digits = fc.array(anyDigit, { minLength: 1, maxLength: 12 }).filter((list) => list[0] !== "#");
  const options = fc.record({ prompt: fc.constant(["a", "b", "c"]), maxDigits: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(options, digits, fc.integer({ min: 0, max: 7_900 }), fc.integer({ min: 0, max: 2_900 }), (...given) => {
      const [settings, list, start, gap] = given;

      const typedAhead = collect(settings, list.join(""), 0, 0);
      const { result } = collect(settings, list.join(""), start, gap);

      assertEquals(result, typedAhead.result);
    }),
    { numRuns: 2_000 },
  );
});
