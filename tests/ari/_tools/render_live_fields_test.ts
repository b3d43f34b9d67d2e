import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderLiveFields } from "../../../ari/_tools/render_live_fields.ts";
import { eventFields, partFields } from "../../../ari/generated/live_fields.ts";
import { eventNames } from "../../../ari/generated/models.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderLiveFields() writes every event, and the fields that hold objects with verbs at any depth", () => {
  const text = renderLiveFields(fixtureInput());

  assertStringIncludes(text, "  Pong: {},");
  assertStringIncludes(text, '  StasisStart: { channel: "Channel"');
  assertStringIncludes(text, '  Referral: { source: "Channel" },');
});

Deno.test("the live fields of the real Asterisk are those of all its events", () => {
  assertEquals(Object.keys(eventFields).toSorted(), eventNames.toSorted());
  assertEquals(eventFields.Dial, { caller: "Channel", peer: "Channel", forwarded: "Channel" });
  assertEquals(eventFields.ChannelTransfer, { refer_to: "ReferTo", referred_by: "ReferredBy" });
  assertEquals(Object.keys(partFields), ["ReferTo", "ReferredBy"]);
});
