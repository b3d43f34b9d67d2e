import { assertEquals } from "@std/assert";
import { asksApplications } from "../../../../simulator/core/transfer_request.ts";
import { TestChannel } from "../../core/test_channel.ts";

Deno.test("PJSIP_TRANSFER_HANDLING() is written only, and what it does not know changes nothing", () => {
  using given = new TestChannel();
  const { pbx: { dialplan }, channel } = given;
  const states: boolean[] = [];

  for (const value of ["core", "ari-only", "nonsense", "", "ari-only", "core"]) {
    dialplan.write("PJSIP_TRANSFER_HANDLING()", value, channel);
    states.push(asksApplications(channel));
  }

  assertEquals(states, [false, true, true, false, true, false]);
  assertEquals(dialplan.read("PJSIP_TRANSFER_HANDLING()", channel), false);
});

Deno.test("PJSIP_TRANSFER_HANDLING() does nothing to channels of other technologies", () => {
  using given = new TestChannel();
  const { pbx, channel: { driver } } = given;
  const channel = pbx.createChannel({
    endpoint: "Local/a@b",
    state: "Up",
    caller: { name: "", number: "" },
    context: "default",
    exten: "s",
    protocolId: "",
    driver,
  });

  pbx.dialplan.write("PJSIP_TRANSFER_HANDLING()", "ari-only", channel);
  pbx.dialplan.write("PJSIP_TRANSFER_HANDLING()", "ari-only", undefined);

  assertEquals(asksApplications(channel), false);
});
