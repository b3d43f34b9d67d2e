import { assertEquals, assertStringIncludes } from "@std/assert";
import { parametersName, renderParameters } from "../../../ari/_tools/render_parameters.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();

Deno.test("renderParameters() writes an interface for each operation that takes anything", () => {
  const text = renderParameters(input);

  assertEquals(text.includes("ChannelsListParameters"), false);
  assertStringIncludes(
    text,
    `/** Parameters of \`channels.play\`. */
export interface ChannelsPlayParameters {
  /** Which channel. */
  readonly channelId: string;
  /** What to play. */
  readonly media: string | readonly string[];
  /** How far. @default {3000} */
  readonly skipms?: number;
  /** Variables. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
}`,
  );
});

Deno.test("parametersName() is made of resource and nickname", () => {
  assertEquals(input.api.operations.slice(1, 2).map(parametersName), ["ChannelsHangupParameters"]);
});
