import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("a device's state is set by a parameter or a JSON body, and a number is no state", async () => {
  await using ari = await SimulatedAri.open();

  const answers = [
    await ari.rest("PUT deviceStates/Stasis:a?deviceState=BUSY"),
    await ari.rest("PUT deviceStates/Stasis:b", { body: { deviceState: "INUSE" } }),
    await ari.rest("PUT deviceStates/Stasis:c", { body: { deviceState: 5 } }),
    await ari.rest("GET deviceStates"),
  ].map(({ status, body }) => [status, body.message ?? body]);

  assertEquals(answers, [
    [204, ""],
    [204, ""],
    [500, "Unknown device"],
    [200, [{ name: "Stasis:a", state: "BUSY" }, { name: "Stasis:b", state: "INUSE" }]],
  ]);
});
