import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("variables of a bridge are set one by one or together, and shown when they are reported", async () => {
  await using ari = await SimulatedAri.open();
  await ari.rest("POST bridges/salon");

  const answers = [
    await ari.rest("POST bridges/salon/variable?variable=A&value=1&report_events=true"),
    await ari.rest("POST bridges/salon/variables", {
      body: { variables: { B: "2", C: { value: "3", report_events: true } } },
    }),
    await ari.rest("GET bridges/salon/variable?variable=B"),
    await ari.rest("GET bridges/salon/variables?variables=A,C"),
    await ari.rest("GET bridges/salon"),
    await ari.rest("GET bridges/salon/variable?variable=D"),
  ];

  assertEquals(answers.map(({ body }) => body.value ?? body.variables ?? body.bridgevars ?? body.message ?? body), [
    "",
    "",
    "2",
    { A: "1", C: "3" },
    { A: "1", C: "3" },
    "Provided variable was not found",
  ]);
});
