import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { findApplication } from "../../../simulator/dialplan/applications.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";
import { TestChannel } from "../core/test_channel.ts";

async function run(given: TestChannel, name: string, data = ""): Promise<string> {
  return await findApplication(name)({ pbx: given.pbx, channel: given.channel, data });
}

Deno.test("findApplication() ignores case, and throws NotSimulatedError that names those it has", () => {
  assertEquals(findApplication("sTaSiS"), findApplication("Stasis"));
  const error = assertThrows(() => findApplication("Queue"), NotSimulatedError);
  assertStringIncludes(error.message, `Cannot run application "Queue"`);
});

Deno.test("Hangup() sets the cause that it is given, or a normal one", async () => {
  using one = new TestChannel();
  using other = new TestChannel();

  assertEquals([await run(one, "Hangup", "17"), await run(other, "Hangup")], ["hangup", "hangup"]);
  assertEquals([one.channel.hangupCause, other.channel.hangupCause], [17, 16]);
});

Deno.test("Playback() answers, plays what is there, and says FAILED when something is missing", async () => {
  using given = new TestChannel("Ring");
  const running = run(given, "Playback", "none&goodbye");
  await given.clock.tick(940);

  assertEquals(await running, "continue");
  assertEquals(given.told, ["answer", "begin sound:goodbye", "end sound:goodbye true 940"]);
  assertEquals(given.channel.variables.get("PLAYBACKSTATUS"), "FAILED");
});

Deno.test("Playback() and Wait() end with a hangup", async () => {
  using given = new TestChannel();
  const playing = run(given, "Playback", "goodbye");
  const waiting = run(given, "Wait", "10");

  given.channel.requestHangup({ soft: false });

  assertEquals([await playing, await waiting], ["hangup", "hangup"]);
});

Deno.test("Wait() takes fractions of seconds, and does nothing without a number", async () => {
  using given = new TestChannel();
  const waiting = run(given, "Wait", "0.25");
  await given.clock.tick(250);

  assertEquals([await waiting, await run(given, "Wait", "x"), await run(given, "Wait")], [
    "continue",
    "continue",
    "continue",
  ]);
  assertEquals(given.clock.now(), 250);
});

Deno.test("Answer() answers, and waits for the delay that it is given", async () => {
  using given = new TestChannel("Ring");
  const answering = run(given, "Answer", "500");
  await given.clock.tick(500);

  assertEquals([await answering, given.told], ["continue", ["answer"]]);
});

Deno.test("Echo() sends digits back until #", async () => {
  using given = new TestChannel();
  const echoing = run(given, "Echo");

  given.channel.receive({ kind: "dtmf", digit: "4", duration: 100 });
  given.channel.receive({ kind: "dtmf", digit: "#", duration: 100 });

  assertEquals([await echoing, given.told], ["continue", ["digit 4", "digit #"]]);
});

Deno.test("Stasis() splits its arguments and sets STASISSTATUS", async () => {
  using given = new TestChannel();
  const args: unknown[] = [];
  given.pbx.stasis.register("app", {
    send: (_, fact) => {
      if (fact.kind !== "stasis-started") return;
      args.push(...fact.args);
      given.channel.requestHangup({ soft: false });
    },
  }, { subscribesAll: false });

  const failed = await run(given, "Stasis", "nobody");
  const statusOfFailed = given.channel.variables.get("STASISSTATUS");
  const ran = await run(given, "Stasis", 'app,one,"two,three",four\\,five');

  assertEquals([failed, statusOfFailed], ["continue", "FAILED"]);
  assertEquals([ran, given.channel.variables.get("STASISSTATUS")], ["hangup", "SUCCESS"]);
  assertEquals(args, ["one", "two,three", "four,five"]);
});

Deno.test("applications refuse what they do not do with NotSimulatedError", () => {
  using given = new TestChannel();

  assertThrows(
    () => findApplication("Hangup")({ pbx: given.pbx, channel: given.channel, data: "NORMAL_CLEARING" }),
    NotSimulatedError,
  );
});
