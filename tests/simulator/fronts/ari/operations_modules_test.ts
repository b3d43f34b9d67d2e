import { assertEquals, assertStringIncludes } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET asterisk/modules tells each module's state, with a description of ours", async () => {
  await using ari = await SimulatedAri.open();

  const { body: list } = await ari.rest("GET asterisk/modules");
  const { body: one } = await ari.rest("GET asterisk/modules/app_dial.so");

  assertEquals(one, {
    name: "app_dial.so",
    description: "Module app_dial of Asterisk",
    use_count: one.use_count,
    status: "Running",
    support_level: "core",
  });
  assertEquals(list.some(({ name }: { name: string }) => name === "app_dial.so"), true);
});

Deno.test("DELETE asterisk/modules answers 501 for a module that the simulator would go on without", async () => {
  await using ari = await SimulatedAri.open();

  const { status, body } = await ari.rest("DELETE asterisk/modules/app_echo.so");

  assertEquals(status, 501);
  assertStringIncludes(body.message, "the simulator would go on as if it were there");
});
