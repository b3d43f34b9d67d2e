import { assertStringIncludes } from "@std/assert";
import { renderOperations } from "../../../ari/_tools/render_operations.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderOperations() writes the names as a union and each operation as data", () => {
  const text = renderOperations(fixtureInput());

  assertStringIncludes(
    text,
    'export type OperationId = "channels.list" | "channels.hangup" | "channels.play" | "events.eventWebsocket";',
  );
  assertStringIncludes(
    text,
    `  "channels.hangup": {
    id: "channels.hangup",
    resource: "channels",
    nickname: "hangup",
    method: "DELETE",
    path: "/channels/{channelId}",
    summary: "Hangs up.",
    parameters: [
      { name: "channelId", in: "path", type: "string", list: false, required: true },
      { name: "reason", in: "query", type: "string", list: false, required: false, values: ["normal", "busy"] },
    ],
    result: { kind: "void" },
    errors: [404, 409],
    since: ["13.9.0", "13.10.0"],
  },`,
  );
});
