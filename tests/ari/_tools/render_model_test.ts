import { assertEquals } from "@std/assert";
import { renderFields, renderModel } from "../../../ari/_tools/render_model.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();
const model = (wanted: string) => input.api.models.filter(({ name }) => name === wanted);

Deno.test("renderModel() writes an event with its name for type, and the base that it extends", () => {
  assertEquals(model("StasisStart").map((found) => renderModel(found, input)), [
    `/** A call came. */
export interface StasisStart extends Event {
  /** Always \`StasisStart\`. */
  readonly type: "StasisStart";
  /** Arguments. */
  readonly args: readonly string[];
  /** The channel. */
  readonly channel: Channel;
  /** The referral. */
  readonly referral?: Referral;
}`,
  ]);
});

Deno.test("renderFields() uses known values and shapes, and does not narrow the base of events", () => {
  assertEquals(model("Channel").map((found) => renderFields(found, input)), [
    `
  /** Its id. */
  readonly id: string;
  /** Its state. */
  readonly state: "Down" | "Up";
  /** Since when. */
  readonly creationtime: string;
  /** Variables. */
  readonly channelvars?: Readonly<Record<string, string>>;
`,
  ]);
  assertEquals(model("Event").map((found) => renderFields(found, input)), [
    "\n  /** Whose event. */\n  readonly application: string;\n",
  ]);
});

Deno.test("renderModel() writes a model without fields as the empty object", () => {
  const empty = { name: "Dialed", resource: "channels", summary: "Nothing.", properties: [] };

  assertEquals(
    renderModel(empty, input),
    "/** Nothing. */\nexport type Dialed = Readonly<Record<string, never>>;",
  );
});
