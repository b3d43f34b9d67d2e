/** What a real Asterisk loads of random dialplans, and finds in them for random numbers, callers and times. */
import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { loadDialplan, matchesTime, parse, showDialplan } from "../../config/mod.ts";
import { DialplanSession } from "../support/dialplan_session.ts";
import { globalLines, randomContext, randomNumber, randomTime } from "../support/random_dialplan.ts";
import { randomFrom } from "../support/random_text.ts";
import { hasAsterisk } from "./harness.ts";

// The simulator finds with the same code, so there is one backend here: the real one, as the judge of config/.

const contexts = 40;
const lookups = 1_500;
const callerIds = ["", "5551", "4444", "5", "55", "anonymous"];

async function openSession(lines: string): Promise<DialplanSession> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
  return await DialplanSession.open(state, lines);
}

Deno.test({
  name: "[Asterisk] loadDialplan() loads random dialplans as Asterisk does, and find() finds each step where it does",
  ignore: !hasAsterisk(),
  fn: async () => {
    const random = randomFrom(20_261_125);
    const lines = Array.from({ length: contexts }, (_, number) => randomContext(random, number)).join("");
    await using session = await openSession(`${globalLines}${lines}${randomContext(random, 3)}`);
    const { dialplan } = loadDialplan(parse(session.text, { name: "extensions.conf" }));

    for (let number = 0; number < contexts; number++) {
      const context = `p${number}`;
      // deno-lint-ignore no-await-in-loop -- one command at a time.
      const shown = await session.command(`dialplan show ${context}`);
      assertEquals(showDialplan(dialplan, { context }).trimEnd(), shown.trimEnd());
    }

    const steps = Array.from({ length: lookups }, () => ({
      context: `p${random.below(contexts)}`,
      extension: randomNumber(random),
      priority: 1 + random.below(5) % 3,
      callerId: random.pick(callerIds),
    })).map((step) => {
      const { context, extension, priority, callerId } = step;
      return { ...step, found: dialplan.find(context, extension, priority, { callerId, time: new Date() }) };
      // What does not return goes on with other lines.
    }).filter(({ found }) => found.kind !== "priority" || found.priority.application === "Return");
    const answers = await session.callAll(steps.map(({ context, extension, priority, callerId }) => ({
      target: `${context},${extension},${priority}`,
      variables: { "CALLERID(num)": callerId },
    })));
    for (const [index, { found, ...step }] of steps.entries()) {
      const value = found.kind === "priority" ? found.priority.data : "";
      assertEquals(value, answers[index], JSON.stringify(step));
    }
    assertEquals(answers.filter((answer) => answer !== "").length > lookups / 3, true);
  },
});

Deno.test({
  name: "[Asterisk] matchesTime() agrees with GotoIfTime for random specifications at random times",
  ignore: !hasAsterisk(),
  fn: async () => {
    const random = randomFrom(20_261_126);
    await using session = await openSession(
      "[asterism-times]\nexten => t,1,GotoIfTime(${SPEC}?yes)\n same => n,Return(no)\n same => n(yes),Return(yes)\n",
    );
    const cases = Array.from({ length: lookups }, () => randomTime(random));

    const answers = await session.callAll(cases.map(({ spec, seconds }) => ({
      target: "asterism-times,t,1",
      variables: { SPEC: spec, TESTTIME: String(seconds) },
    })));

    for (const [index, { spec, seconds }] of cases.entries()) {
      const ours = matchesTime(spec, new Date(seconds * 1_000)) ? "yes" : "no";
      assertEquals(ours, answers[index], `${spec} at ${seconds}`);
    }
    assertEquals(answers.filter((answer) => answer === "yes").length > 50, true);
  },
});
