import { assertEquals } from "@std/assert";
import { openAsterisk } from "./asterisk_backend.ts";
import { hasAsterisk } from "./harness.ts";
import { reconnectSupervised } from "./reconnects.ts";

Deno.test({
  name: "[Asterisk] each of 30 connections that break and come back at once gets events within 2.5 s",
  ignore: !hasAsterisk(),
  fn: async () => {
    await using backend = await openAsterisk();

    const { alive, slowest } = await reconnectSupervised(backend, 30);

    assertEquals([alive, slowest < 2_500], [30, true], `${alive} of 30, the slowest in ${slowest} ms`);
  },
});
