import { assertEquals } from "@std/assert";
import { defaultAriSettings } from "../../../../simulator/fronts/ari/ari_settings.ts";

Deno.test("by default nobody may use ARI, from no other page", () => {
  const { users, allowedOrigins, isPretty } = defaultAriSettings;

  assertEquals([users, allowedOrigins, isPretty], [[], [], false]);
});
