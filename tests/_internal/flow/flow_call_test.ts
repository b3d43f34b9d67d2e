/** That a call of AGI can be a FlowCall: one blocking command at a time, digits only while one runs, Asterisk's own limits. */
import { assertEquals, assertRejects } from "@std/assert";
import { collectDigits } from "../../../_internal/flow/collect_digits.ts";
import type { DigitOptions, FlowCall, PlayEnd, PlayOptions } from "../../../_internal/flow/flow_call.ts";
import { KeptDigits } from "../../../_internal/flow/kept_digits.ts";
import { offerMenu } from "../../../_internal/flow/offer_menu.ts";
import { playPrompts } from "../../../_internal/flow/play_prompts.ts";
import { runFlow } from "../../../_internal/flow/run_flow.ts";

/** Sends an AGI command and resolves with the number of its reply: the code of a digit, 0 for none, -1 after the hangup. */
type Send = (command: string) => Promise<number>;

class AgiCall implements FlowCall {
  readonly #send: Send;
  readonly #kept = new KeptDigits(100);

  constructor(send: Send) {
    this.#send = send;
  }

  async play(media: readonly string[], { stopOn, takes = false, signal }: PlayOptions): Promise<PlayEnd> {
    for (const [at, medium] of media.entries()) {
      signal?.throwIfAborted();
      const kept = this.#kept.find(stopOn, { takes });
      if (kept !== undefined) return { type: "stopped", digit: kept, at };
      const file = medium.replace(/^sound:/, "");
      // deno-lint-ignore no-await-in-loop -- One medium after the other.
      const digit = await this.#command(`STREAM FILE "${file}" "${stopOn}"`);
      if (digit === undefined) continue;
      if (!takes) this.#kept.push(digit);
      return { type: "stopped", digit, at };
    }
    return { type: "finished" };
  }

  async digit({ timeout, signal }: DigitOptions): Promise<string | undefined> {
    signal?.throwIfAborted();
    return this.#kept.shift() ?? await this.#command(`WAIT FOR DIGIT ${timeout === Infinity ? -1 : timeout}`);
  }

  discard(digits?: string): void {
    this.#kept.discard(digits);
  }

  async #command(command: string): Promise<string | undefined> {
    const result = await this.#send(command);
    if (result < 0) throw new Error("hung up");
    return result === 0 ? undefined : String.fromCharCode(result);
  }
}

/** A call whose commands are answered in this order, and what was sent. */
function agiCall(...results: (string | number)[]): { call: AgiCall; sent: string[] } {
  const sent: string[] = [];
  const call = new AgiCall((command) => {
    sent.push(command);
    const result = results.shift() ?? 0;
    return Promise.resolve(typeof result === "string" ? result.charCodeAt(0) : result);
  });
  return { call, sent };
}

Deno.test("a flow collects digits by the commands of AGI, the one that cut the prompt among them", async () => {
  const { call, sent } = agiCall(0, "1", "2", "#");

  const result = await runFlow(call, collectDigits({ prompt: ["sound:a", "sound:b"], bargeIn: "123" }));

  assertEquals(result, { type: "digits", digits: "12", terminator: "#", attempts: 1 });
  assertEquals(sent, [
    'STREAM FILE "a" "123"',
    'STREAM FILE "b" "123"',
    "WAIT FOR DIGIT 3000",
    "WAIT FOR DIGIT 3000",
  ]);
});

Deno.test("a flow offers a menu by the commands of AGI, and asks again after silence", async () => {
  const { call, sent } = agiCall(0, 0, 0, 0, "2");
  const choices = { "1": "one", "2": "two" };

  const result = await runFlow(
    call,
    offerMenu({ choices, prompt: "sound:a", timeoutPrompt: "sound:b", bargeIn: false }),
  );

  assertEquals(result, { type: "choice", digits: "2", value: "two", attempts: 2 });
  assertEquals(
    sent,
    [
      'STREAM FILE "a" ""',
      "WAIT FOR DIGIT 5000",
      'STREAM FILE "b" ""',
      'STREAM FILE "a" ""',
      "WAIT FOR DIGIT 5000",
    ].slice(0, sent.length),
  );
});

Deno.test("a flow plays prompts by the commands of AGI until a digit, and ends with the hangup", async () => {
  const stopped = agiCall(0, "9");
  const ended = agiCall(0, -1);

  assertEquals(await runFlow(stopped.call, playPrompts(["sound:a", "sound:b", "sound:c"])), {
    type: "stopped",
    digit: "9",
    at: 1,
    media: "sound:b",
  });
  assertEquals(await stopped.call.digit({ timeout: 1 }), undefined); // It was taken.
  await assertRejects(() => runFlow(ended.call, playPrompts(["sound:a", "sound:b"])), Error, "hung up");
});
