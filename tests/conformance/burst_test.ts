import { connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";

conformance(
  "a thousand requests at once are all answered, as few of them are under way at a time",
  async ({ backend }) => {
    await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });

    const answers = await Promise.allSettled(Array.from({ length: 1_000 }, () => ari.asterisk.ping()));

    assertEquals(answers.filter(({ status }) => status === "rejected"), []);
  },
);
