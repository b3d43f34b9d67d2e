import { assertEquals } from "@std/assert";
import recording from "../transcripts/hello_world.json" with { type: "json" };
import { contradictions, normalize } from "../support/trace.ts";
import { callHelloWorld } from "./hello_world.ts";
import { conformance } from "./harness.ts";

conformance(
  "hello-world gets the events that a real Asterisk was recorded to send, each field, in its order",
  async (given) => {
    const events = await callHelloWorld(given);

    assertEquals(contradictions(normalize(events), recording.runs), []);
  },
);
