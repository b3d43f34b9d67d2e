import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { dialCreated } from "../../../simulator/core/dial_created.ts";
import { StasisApp } from "../../../simulator/core/stasis_app.ts";
import { StasisControl } from "../../../simulator/core/stasis_control.ts";
import { TestChannel } from "./test_channel.ts";

function createControl(given: TestChannel, isReachable = true): { channel: Channel; control: StasisControl } {
  const channel = given.pbx.createChannel({
    endpoint: "PJSIP/bob",
    driver: { ...given.channel.driver, dial: () => isReachable },
    state: "Down",
    caller: { name: "", number: "" },
    context: "default",
    exten: "s",
    protocolId: "",
  });
  return { channel, control: new StasisControl(channel, new StasisApp("app", { subscribesAll: false })) };
}

function statuses(given: TestChannel): string[] {
  return given.facts.flatMap((fact) => fact.kind === "channel-dial" ? [`${fact.dialString}:${fact.dialStatus}`] : []);
}

Deno.test("dialCreated() reports what the far end says until somebody else reads the channel", () => {
  using given = new TestChannel();
  const { channel, control } = createControl(given);

  const called = dialCreated(given.pbx, control, { dialString: "bob", timeout: undefined });
  channel.receive({ kind: "control", control: "ringing" });
  channel.receive({ kind: "dtmf", digit: "1", duration: 100 });
  const bridge = channel.read(() => {});
  channel.receive({ kind: "control", control: "progress" });
  bridge[Symbol.dispose]();
  channel.receive({ kind: "control", control: "answer" });

  assertEquals([called, statuses(given), channel.state], [true, ["bob:", ":RINGING", ":ANSWER"], "Up"]);
});

Deno.test("dialCreated() has a channel hung up on its own thread when the time is over, unless it is answered", async () => {
  using given = new TestChannel();
  const [late, answered] = [createControl(given), createControl(given)];
  for (const { control } of [late, answered]) {
    dialCreated(given.pbx, control, { dialString: "bob", timeout: 1_000 });
    void control.dispatchUntilDone(() => {});
  }
  answered.channel.receive({ kind: "control", control: "answer" });

  await given.clock.tick(1_000);

  assertEquals([late.channel.hangupCause, late.channel.isHungUp, answered.channel.isHungUp], [19, true, false]);
});

Deno.test("dialCreated() leaves no timer behind when the channel hangs up before", async () => {
  using given = new TestChannel();
  const { channel, control } = createControl(given);
  dialCreated(given.pbx, control, { dialString: "bob", timeout: 1_000 });

  channel.requestHangup({ cause: 17, soft: false });
  await given.clock.tick(1_000);

  assertEquals(channel.hangupCause, 17);
});

Deno.test("dialCreated() hangs up quietly, with cause 16, what can not be called", () => {
  using given = new TestChannel();
  const { channel, control } = createControl(given, false);
  given.facts.length = 0;

  const called = dialCreated(given.pbx, control, { dialString: "bob", timeout: undefined });

  assertEquals([called, channel.isHungUp, channel.hangupCause, given.facts], [false, true, 16, []]);
});
