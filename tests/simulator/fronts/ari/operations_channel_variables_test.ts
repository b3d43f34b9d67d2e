import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app,first)
 same => n(after),Wait(1)
 same => n,Stasis(app,second)
exten => 200,1,Answer()
 same => n,Wait(60)
exten => s,1,Stasis(app,s)
`,
};

/** A call that is in the application, and the path of its channel. */
async function inStasis(ari: SimulatedAri): Promise<{ path: string; id: string }> {
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return { id, path: `channels/${id}` };
}

Deno.test("channel variables are set on the channel's thread, reported, and read", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/variable`, {
    body: { variable: "A", value: "1", report_events: true },
  });
  const set = await ari.event("ChannelVarset");
  const { body } = await ari.rest(`GET ${path}/variable?variable=A`);
  const { body: exten } = await ari.rest(`GET ${path}/variable?variable=EXTEN`);

  assertEquals([status, set["value"], set["channel"].channelvars], [204, "1", { A: "1" }]);
  assertEquals([body, exten], [{ value: "1" }, { value: "100" }]);
});

for (
  const [request, answer] of [
    ["GET channels/none/variable?variable=A", "404 Provided channel was not found"],
    ["GET channels/ID/variable", "400 Variable name is required"],
    ["GET channels/ID/variable?variable=NOPE", "404 Provided variable was not found"],
    ["POST channels/ID/variable", "400 Variable name is required"],
    ["POST channels/none/variable?variable=A", "404 Channel not found"],
    ["GET channels/none/variables", "400 At least one variable name is required"],
    ["GET channels/none/variables?variables=A", "404 Provided channel was not found"],
    ["GET channels/ID/variables?variables=EXTEN,,A", "400 Variable names are required"],
    ["GET channels/ID/variables?variables=EXTEN,NOPE", "404 Provided variable was not found"],
    ["POST channels/none/variables", "400 The 'variables' field is required"],
  ] as const
) {
  Deno.test(`${request} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { id } = await inStasis(ari);

    const { status, body } = await ari.rest(request.replace("ID", id));

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("operations answer 409 for a channel that is in no application", async () => {
  await using ari = await SimulatedAri.open({ files });
  const call = await ari.pbx.phone("PJSIP/alice").call("200");

  for (const operation of ["answer", "continue", "play", "dtmf", "ring", "variable?variable=A"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await ari.rest(`POST channels/${call.channelId}/${operation}`);
    assertEquals([status, body.message], [409, "Channel not in Stasis application"]);
  }
});

Deno.test("GET variables gives several at once, by their names without blanks", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { body } = await ari.rest(`GET ${path}/variables?variables=EXTEN,%20CONTEXT%20`);

  assertEquals(body, { variables: { EXTEN: "100", CONTEXT: "default" } });
});

Deno.test("POST variables sets several, one after the other, and reports what is to be reported", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/variables`, {
    body: { variables: { A: "1", " B ": { value: "2", report_events: true } } },
  });
  const { variable, channel } = await ari.event("ChannelVarset", 2);

  assertEquals([status, variable, channel.channelvars], [204, "B", { B: "2" }]);
});

for (
  const [id, body, answer] of [
    ["none", {}, "404 Provided channel was not found"],
    ["ID", {}, "400 The 'variables' field must be a JSON object"],
    ["ID", { variables: ["A"] }, "400 The 'variables' field must be a JSON object"],
    ["ID", [], "400 The 'variables' field must be a JSON object"],
    ["ID", { variables: { A: {} } }, "400 Each object value in 'variables' must include string field 'value'"],
  ] as const
) {
  Deno.test(`POST variables of ${id} with ${JSON.stringify(body)} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { id: channel } = await inStasis(ari);

    const { status, body: said } = await ari.rest(`POST channels/${id.replace("ID", channel)}/variables`, { body });

    assertEquals(`${status} ${said.message}`, answer);
  });
}
