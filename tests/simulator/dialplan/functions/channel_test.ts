import { assertEquals, assertThrows } from "@std/assert";
import { NotSimulatedError } from "../../../../simulator/errors.ts";
import { TestChannel } from "../../core/test_channel.ts";

Deno.test("CALLERID() and CONNECTEDLINE() read and write who talks", () => {
  using given = new TestChannel();
  const { pbx: { dialplan }, channel } = given;

  dialplan.write("CALLERID(all)", '"Joe" <123>', channel);
  dialplan.write("CONNECTEDLINE(name)", "Bob", channel);

  assertEquals(["name", "num", "number", "all"].map((item) => dialplan.read(`CALLERID(${item})`, channel)), [
    "Joe",
    "123",
    "123",
    '"Joe" <123>',
  ]);
  assertEquals([channel.snapshot.caller.number, channel.snapshot.connected.name], ["123", "Bob"]);
});

Deno.test("CHANNEL() reads and writes what needs no technology, and says what it does not", () => {
  using given = new TestChannel();
  const { pbx: { dialplan }, channel } = given;
  dialplan.write("CHANNEL(language)", "de", channel);

  const items = ["name", "state", "channeltype", "language", "uniqueid"];
  assertEquals(items.map((item) => dialplan.read(`CHANNEL(${item})`, channel)), [
    "PJSIP/alice-00000000",
    "Up",
    "PJSIP",
    "de",
    "0.0",
  ]);
  assertThrows(() => dialplan.read("CHANNEL(rtp,dest)", channel), NotSimulatedError, "CHANNEL(rtp,dest)");
});

Deno.test("CALLERID() and CHANNEL() do not mind case, and tell what Asterisk has not from what is not simulated", () => {
  using given = new TestChannel();
  const { pbx, pbx: { dialplan }, channel } = given;
  const local = pbx.createChannel({
    endpoint: "Local/a@b",
    state: "Up",
    caller: { name: "", number: "" },
    context: "default",
    exten: "s",
    protocolId: "",
    driver: channel.driver,
  });
  const read = (name: string) => dialplan.read(name, local);

  assertEquals([read("CHANNEL(STATE)"), read("CHANNEL(nothing)"), read("CALLERID(nothing)"), read("CALLERID()")], [
    "Up",
    false,
    "",
    false,
  ]);
  for (const name of ["CALLERID(name-valid)", "CALLERID(ANI)", "CALLERID(num,1)", "CHANNEL(linkedid)"]) {
    assertThrows(() => read(name), NotSimulatedError, name);
  }
  assertThrows(() => dialplan.read("CHANNEL(nothing)", channel), NotSimulatedError, "CHANNEL(nothing)");
});

Deno.test("TIMEOUT() reads and writes the limits of the channel", () => {
  using given = new TestChannel();
  const { pbx: { dialplan }, channel } = given;
  const read = () => ["absolute", "digit", "response"].map((item) => dialplan.read(`TIMEOUT(${item})`, channel));

  const before = read();
  dialplan.write("TIMEOUT(digit)", "1.5", channel);
  dialplan.write("TIMEOUT(absolute)", "60", channel);
  const after = read();
  dialplan.write("TIMEOUT(absolute)", "0", channel);

  assertEquals([before, after, read()[0]], [["0", "5.000", "10.000"], ["60.000", "1.500", "10.000"], "0"]);
});

Deno.test("DIALPLAN_EXISTS() and DEVICE_STATE() ask for what there is", () => {
  using given = new TestChannel("Up", { extensions: "[default]\nexten => _1XX,1(a),NoOp()\n" });
  const { pbx: { dialplan }, channel } = given;
  const read = (name: string) => dialplan.read(name, channel);

  assertEquals(
    ["default", "other", "default,123", "default,123,a", "default,123,2"].map((place) =>
      read(`DIALPLAN_EXISTS(${place})`)
    ),
    [
      "1",
      "0",
      "1",
      "1",
      "0",
    ],
  );
  assertEquals(read("DEVICE_STATE(nobody)"), "INVALID");
});
