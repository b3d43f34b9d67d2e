import { assertEquals } from "@std/assert";
import { carries, liveParts, plainModels, referredModels } from "../../../ari/_tools/live_models.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();
const { api, objectClasses } = input;
const names = (models: readonly { name: string }[]) => models.map(({ name }) => name);

Deno.test("carries() finds an object in a model at any depth", () => {
  assertEquals(names(api.models.filter((model) => carries(model, api, objectClasses))), ["Referral", "StasisStart"]);
});

Deno.test("liveParts() are what holds objects and is neither an object nor an event", () => {
  assertEquals(names(liveParts(input)), ["Referral"]);
});

Deno.test("plainModels() are what has no objects in it and is no event", () => {
  assertEquals(names(plainModels(input)), ["Sound", "Message", "Event"]);
});

Deno.test("referredModels() tells plain models from objects, with those that are extended", () => {
  const stasisStart = api.models.filter(({ name }) => name === "StasisStart");

  assertEquals(referredModels(stasisStart, input), { plain: ["Event"], objects: ["Channel"] });
});
