import { assertStringIncludes } from "@std/assert";
import { renderRepositories } from "../../../ari/_tools/render_repositories.ts";
import { fixtureInput } from "./swagger_fixture.ts";

Deno.test("renderRepositories() writes one interface a resource, and one for them all", () => {
  const text = renderRepositories(fixtureInput());

  assertStringIncludes(text, "/** Calls. */\nexport interface ChannelsRepository {");
  assertStringIncludes(text, 'import type { Channel } from "./objects.ts";');
  assertStringIncludes(text, 'import type { Sound } from "./wire.ts";');
  assertStringIncludes(
    text,
    `export interface Repositories {
  /** Calls. */
  readonly channels: ChannelsRepository;
  /** News. */
  readonly events: EventsRepository;
}`,
  );
});
