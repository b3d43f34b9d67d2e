import { assertEquals } from "@std/assert";
import { TestChannel } from "./test_channel.ts";

Deno.test("Pbx makes ids of the time and a number, and counts channels for each technology", async () => {
  using given = new TestChannel();
  const { pbx, clock } = given;

  await clock.tick(2_500);

  assertEquals([given.channel.id, given.channel.name], ["0.0", "PJSIP/alice-00000000"]);
  assertEquals([pbx.nextUniqueId(), pbx.nextUniqueId()], ["2.1", "2.2"]);
  assertEquals(
    [pbx.nextChannelNumber("PJSIP/bob"), pbx.nextChannelNumber("Local/1@x"), pbx.nextChannelNumber("PJSIP/eve")],
    ["00000001", "00000000", "00000002"],
  );
});

Deno.test("Pbx.findChannel() takes an id, or a name whatever its case", () => {
  using given = new TestChannel();

  assertEquals(given.pbx.findChannel("0.0"), given.channel);
  assertEquals(given.pbx.findChannel("pjsip/ALICE-00000000"), given.channel);
  assertEquals(given.pbx.findChannel("x"), undefined);
  assertEquals(given.pbx.findChannelById("PJSIP/alice-00000000"), undefined);
});

Deno.test("Pbx.findChannel() and findChannelById() do not look at the case of an id", () => {
  using given = new TestChannel();
  const { pbx, channel: { driver, caller } } = given;
  const channel = pbx.createChannel({
    id: "Call-1",
    endpoint: "PJSIP/bob",
    driver,
    state: "Down",
    caller,
    context: "default",
    exten: "s",
    protocolId: "",
  });

  assertEquals([pbx.findChannel("call-1"), pbx.findChannelById("CALL-1")], [channel, channel]);
  assertEquals(["call", "Call-1", "call-10", "x", undefined].map((id) => pbx.isIdTaken(id)), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("Pbx.publish() dates facts and tells listeners until they are disposed", async () => {
  using given = new TestChannel();
  let count = 0;
  const listener = given.pbx.onFact(() => count++);
  await given.clock.tick(5);

  given.channel.setVariable("A", "1");
  listener[Symbol.dispose]();
  given.channel.setVariable("A", "2");

  assertEquals([count, given.facts[0]?.time], [1, 5]);
});
