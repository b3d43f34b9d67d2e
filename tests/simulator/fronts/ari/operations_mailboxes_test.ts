import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("mailboxes are made, listed and removed where the module is there", async () => {
  await using ari = await SimulatedAri.open({ mailboxes: true });

  const answers = [
    await ari.rest("PUT mailboxes/1?oldMessages=1&newMessages=2"),
    await ari.rest("PUT mailboxes/2"),
    await ari.rest("GET mailboxes"),
    await ari.rest("GET mailboxes/1"),
    await ari.rest("DELETE mailboxes/2"),
    await ari.rest("DELETE mailboxes/2"),
    await ari.rest("GET mailboxes/2"),
  ].map(({ status, body }) => [status, body.message ?? body]);

  const first = { name: "1", old_messages: 1, new_messages: 2 };
  assertEquals(answers, [
    [204, ""],
    [204, ""],
    [200, [first, { name: "2", old_messages: 0, new_messages: 0 }]],
    [200, first],
    [204, ""],
    [404, "Mailbox does not exist"],
    [404, "Mailbox is does not exist"],
  ]);
});
