import { TestChannel } from "../core/test_channel.ts";

/** What a run of a dialplan came to. */
export interface DialplanRun {
  /** The steps, as `100,1 NoOp(x)`. */
  readonly steps: readonly string[];
  /** What was beyond the simulator. */
  readonly failures: readonly unknown[];
  /** The PBX and its channel, which is gone. */
  readonly given: TestChannel;
}

/** How {@linkcode runLines} runs. */
export interface RunOptions {
  /** The state of the channel at the start. @default {"Up"} */
  readonly state?: "Ring" | "Up";
  /** How long it runs, in milliseconds. @default {0} */
  readonly duration?: number;
  /** Digits that the far end presses, one after the other, each at its time in milliseconds. */
  readonly digits?: Readonly<Record<number, string>>;
}

/** Runs extension 100 of a context with these lines for a while, on a clock that is moved by hand. */
export async function runLines(lines: string, options: RunOptions = {}): Promise<DialplanRun> {
  const { state = "Up", duration = 0, digits = {} } = options;
  const given = new TestChannel(state, { extensions: `[default]\n${lines}\n` });
  const running = given.pbx.dialplan.run(given.channel);
  let now = 0;
  for (const [at, digit] of Object.entries(digits)) {
    // deno-lint-ignore no-await-in-loop -- one digit after the other.
    await given.clock.tick(Number(at) - now);
    now = Number(at);
    given.channel.receive({ kind: "dtmf", digit, duration: 100 });
  }
  await given.clock.tick(duration - now);
  given.channel.requestHangup({ soft: true });
  await running;
  given[Symbol.dispose]();
  return { steps: given.steps, failures: given.failures, given };
}
