import { connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";

conformance(
  "what Asterisk documents of itself is what the table of operations says, model by model",
  async ({ backend }) => {
    const { url, user, connection } = backend;
    await using ari = await connect(url, { ...user, ...connection, apiDocs: "server" });

    assertEquals(ari.apiDocs.differences, []);
  },
);
