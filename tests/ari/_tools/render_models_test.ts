import { assertStringIncludes } from "@std/assert";
import { renderModels } from "../../../ari/_tools/render_models.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderModels() writes each model as data, and the names of the events", () => {
  const text = renderModels(fixtureInput());

  assertStringIncludes(
    text,
    `  Event: {
    name: "Event",
    resource: "events",
    summary: "An event.",
    extends: "Message",
    properties: [
      { name: "application", type: "string", list: false, required: true },
    ],
  },`,
  );
  assertStringIncludes(text, 'export type AriEventName = "StasisStart" | "Pong";');
  assertStringIncludes(text, '  "StasisStart",\n  "Pong",\n');
});
