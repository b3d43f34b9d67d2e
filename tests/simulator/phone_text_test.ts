import { assertEquals, assertRejects } from "@std/assert";
import { NotSimulatedError } from "../../simulator/mod.ts";
import { SimulatedAri } from "./simulated_ari.ts";

Deno.test("phone.send() tells applications of a text, and knows when there are none", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  const phone = ari.pbx.phone("PJSIP/alice");

  const statuses = [await phone.send("nobody", "first")];
  await ari.rest("POST applications/app/subscription?eventSource=endpoint:PJSIP/alice");
  statuses.push(await phone.send("nobody", "second\r\n"));
  const { message, endpoint } = await ari.event("TextMessageReceived");

  assertEquals([statuses, endpoint.resource], [[404, 202], "alice"]);
  assertEquals(message, {
    from: '"Alice" <sip:alice@127.0.0.1>',
    to: "pjsip:nobody@127.0.0.1",
    body: "second",
    variables: { PJSIP_TRANSPORT: "udp", "Content-Type": "text/plain" },
  });
  const written = [...ari.pbx.journal].flatMap((entry) => {
    return entry.face === "phone" && entry.kind === "writes" ? [entry.detail] : [];
  });
  assertEquals(written, ["first", "second\r\n"]);
});

Deno.test("phone.send() says that the dialplan takes no texts, and that others than SIP phones send none", async () => {
  await using ari = await SimulatedAri.open();

  await assertRejects(() => ari.pbx.phone("PJSIP/alice").send("100", "x"), NotSimulatedError, '"100"');
  await assertRejects(() => ari.pbx.phone("DAHDI/1").send("nobody", "x"), NotSimulatedError, "DAHDI");
});
