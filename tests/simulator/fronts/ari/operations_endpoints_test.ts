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

for (
  const [request, body, answer] of [
    ["PUT endpoints/PJSIP/alice/sendMessage?from=sip:x@y&body=Hi", undefined, "202 "],
    ["PUT endpoints/sendMessage?to=pjsip:alice&from=sip:x@y&body=Hi", undefined, "202 "],
    ["PUT endpoints/sendMessage", { to: "pjsip:alice", from: "x", variables: { A: "1" } }, "202 "],
    [
      "PUT endpoints/sendMessage",
      { to: "pjsip:alice", variables: { A: 1 } },
      "400 Only string values in the 'variables' object allowed",
    ],
    ["PUT endpoints/sendMessage?from=x", undefined, "400 To must be specified"],
    ["PUT endpoints/PJSIP/bob/sendMessage?from=x", undefined, "404 Endpoint not found"],
    ["PUT endpoints/PJSIP/nobody/sendMessage?from=x", undefined, "404 Endpoint not found"],
    ["POST endpoints/refer?to=pjsip:alice&from=x&refer_to=sip:y@z", undefined, "202 "],
    ["POST endpoints/PJSIP/alice/refer?from=x&refer_to=sip:y@z", undefined, "202 "],
    ["POST endpoints/refer?to=nothing:alice&from=x&refer_to=y", undefined, "404 Endpoint not found"],
  ] as const
) {
  Deno.test(`${request} of ${JSON.stringify(body)} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ endpoints: { "PJSIP/alice": {}, "PJSIP/bob": { state: "offline" } } });

    const { status, body: said } = await ari.rest(request, body === undefined ? {} : { body });

    assertEquals(`${status} ${said.message ?? said}`, answer);
  });
}

Deno.test("the endpoints of pjsip.conf are there, offline, and can be read as objects with what the file says", async () => {
  await using ari = await SimulatedAri.open({
    files: { "pjsip.conf": "[carol]\ntype = endpoint\ncontext = in\ndisallow = all\nallow = ulaw\n" },
  });

  const { body: endpoint } = await ari.rest("GET endpoints/PJSIP/carol");
  const { body: attributes } = await ari.rest("GET asterisk/config/dynamic/res_pjsip/endpoint/carol");
  const valueOf = (name: string) =>
    attributes.find(({ attribute }: { attribute: string }) => attribute === name)?.value;

  assertEquals([endpoint.state, valueOf("context"), valueOf("allow")], ["offline", "in", "(ulaw)"]);
});
