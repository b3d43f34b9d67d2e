import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("a channel that is not in an application is told from one that is not there", async () => {
  await using given = await SimulatedAri.open({
    files: { "extensions.conf": "[default]\nexten => 100,1,Wait(60)\n" },
  });
  const call = await given.pbx.phone("PJSIP/alice").call("100");

  const answers = [
    await given.rest(`POST channels/${call.channelId}/answer`),
    await given.rest("POST channels/nobody/answer"),
  ];
  await call.hangup();

  assertEquals(answers.map(({ status, body }) => [status, body.message]), [
    [409, "Channel not in Stasis application"],
    [404, "Channel not found"],
  ]);
});
