import { assertEquals, assertMatch } from "@std/assert";
import { RtpMeter } from "../../../simulator/core/rtp_meter.ts";
import { setRtpVariables } from "../../../simulator/core/rtp_variables.ts";
import { settle, TestBridge } from "./test_bridge.ts";

/** The variables that are set while `act` runs, with their channels. */
function sets(given: TestBridge, act: () => void): string[] {
  given.facts.length = 0;
  act();
  return given.facts.flatMap((fact) =>
    fact.kind === "channel-variable" ? [`${fact.channel?.id} ${fact.variable}`] : []
  );
}

const whats = ["", "JITTER", "LOSS", "RTT", "MES"];

Deno.test("setRtpVariables() tells what went over a line, once", async () => {
  using given = new TestBridge();
  const rtp = new RtpMeter(given.pbx);
  const channel = given.create("alice", { rtp });
  await given.clock.tick(1_000);

  const first = sets(given, () => setRtpVariables(channel));
  const second = sets(given, () => setRtpVariables(channel));

  assertEquals([first, second], [whats.map((what) => `alice RTPAUDIOQOS${what}`), []]);
  const { local, remote } = rtp.ssrcs;
  assertEquals(channel.variables.get("RTPAUDIOQOS")?.split(";").filter((each) => !each.startsWith("rl")), [
    `ssrc=${local}`,
    `themssrc=${remote}`,
    "lp=0",
    "rxjitter=0.000000",
    "rxcount=50",
    "txjitter=0.000000",
    "txcount=0",
    "rtt=0.000000",
    "rxmes=0.000000",
    "txmes=0.000000",
  ]);
  assertMatch(channel.variables.get("RTPAUDIOQOSRTT") ?? "", /^( {5}(min|max|avg|stdev)rtt=000\.000000;){4}$/);
});

Deno.test("setRtpVariables() says nothing of a channel without RTP, or before there is any", () => {
  using given = new TestBridge();

  const told = [given.create("a"), given.create("b", { rtp: "none" })].map((channel) =>
    sets(given, () => setRtpVariables(channel))
  );

  assertEquals(told, [[], []]);
});

for (const [type, isTold] of [["mixing", true], ["holding", false]] as const) {
  Deno.test(`setRtpVariables() tells ${isTold ? "" : "not "}the other one in a ${type} bridge`, async () => {
    using given = new TestBridge();
    const [alice, bob] = [given.create("alice", { rtp: new RtpMeter(given.pbx) }), given.create("bob")];
    given.join(given.bridge(type), alice, bob);
    await settle();

    const told = sets(given, () => setRtpVariables(alice));

    assertEquals(told.filter((each) => each.startsWith("bob")).length, isTold ? 5 : 0);
  });
}
