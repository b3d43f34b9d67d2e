import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const alice = { technology: "PJSIP", resource: "alice", state: "online", channel_ids: [] };
const bob = { technology: "PJSIP", resource: "bob", state: "offline", channel_ids: [] };
const trunk = { technology: "SIP", resource: "trunk", state: "unknown", channel_ids: [] };

/** What a real Asterisk 22.10 answers, where it has these endpoints. */
const answers: readonly [request: string, status: number, body: unknown][] = [
  ["GET endpoints", 200, [alice, bob, trunk]],
  ["GET endpoints/PJSIP", 200, [alice, bob]],
  ["GET endpoints/pjsip", 404, { message: "No Endpoints found - invalid tech pjsip" }],
  ["GET endpoints/Local", 404, { message: "No Endpoints found - invalid tech Local" }],
  ["GET endpoints/x", 404, { message: "No Endpoints found - invalid tech x" }],
  ["GET endpoints/pjsip/bob", 200, bob],
  ["GET endpoints/PJSIP/Bob", 404, { message: "Endpoint not found" }],
  ["GET endpoints/x/y", 404, { message: "Endpoint not found" }],
];
for (const [request, status, body] of answers) {
  Deno.test(`${request} answers ${status}`, async () => {
    await using ari = await SimulatedAri.open({
      endpoints: { "PJSIP/alice": {}, "PJSIP/bob": { state: "offline" }, "SIP/trunk": { state: "unknown" } },
    });

    const answer = await ari.rest(request);

    assertEquals([answer.status, answer.body], [status, body]);
  });
}

Deno.test("GET endpoints/PJSIP answers an empty list when there are no endpoints", async () => {
  await using ari = await SimulatedAri.open();

  const { status, body } = await ari.rest("GET endpoints/PJSIP");

  assertEquals([status, body], [200, []]);
});
