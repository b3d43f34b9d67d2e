import { assertEquals } from "@std/assert";
import { applicationOf, Whereabouts } from "../../ari/whereabouts.ts";

function event(type: string, application: unknown, id = "1"): { type: string } {
  return { type, ...{ application, channel: { id } } };
}

Deno.test("Whereabouts knows the application that a channel has entered last, until it leaves or ends", () => {
  const whereabouts = new Whereabouts();
  const seen: unknown[] = [];
  for (
    const [type, app] of [
      ["StasisStart", "one"],
      ["StasisStart", "two"],
      ["StasisEnd", "one"],
      ["StasisEnd", "two"],
      ["StasisStart", "two"],
      ["ChannelDestroyed", "one"],
      ["StasisStart", 5],
    ] as const
  ) {
    whereabouts.see(event(type, app));
    seen.push(whereabouts.appOf("1"));
  }

  assertEquals(seen, ["one", "two", "two", undefined, "two", undefined, undefined]);
});

Deno.test("Whereabouts knows of a move that was asked for, and nothing of what it does not hear of", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note("channels.move", { channelId: "1", app: "two" });
  const unheard = whereabouts.appOf("1");
  whereabouts.see(event("StasisStart", "one"));
  whereabouts.note("channels.list");
  whereabouts.note("channels.move", { channelId: "1", app: "two" });
  const asked = whereabouts.appOf("1");
  whereabouts.see(event("StasisEnd", "one"));
  const left = whereabouts.appOf("1");
  whereabouts.see(event("StasisStart", "two"));
  whereabouts.note("channels.move", { channelId: "1", app: "two" }); // Its answer came late.
  whereabouts.see(event("StasisEnd", "one"));
  const moved = whereabouts.appOf("1");

  assertEquals([unheard, asked, left, moved], [undefined, "two", undefined, "two"]);
});

Deno.test("Whereabouts is told what no event tells", () => {
  const whereabouts = new Whereabouts();
  for (const id of ["1", "2", "3"]) whereabouts.found(id, id === "3" ? "two" : "one");
  whereabouts.forget("1");
  const before = ["1", "2", "3"].map((id) => whereabouts.appOf(id));
  whereabouts.forgetApp("one");

  assertEquals(before, [undefined, "one", "two"]);
  assertEquals(["2", "3"].map((id) => whereabouts.appOf(id)), [undefined, "two"]);
});

const all = "__AST_CHANNEL_ALL_TOPIC";

for (
  const [title, app_name, app_data, holders, known, subscribed, expected] of [
    ["is in none while the dialplan does something else", "Dial", "one", { one: ["1"] }, "one", [], undefined],
    ["is in none that does not have it", "Stasis", "one,x", { one: [], two: ["2"] }, "one", [], undefined],
    ["is in the only one that has it, wherever it entered", "Stasis", "one,x", { two: ["1"] }, undefined, [], "two"],
    ["is where it was last known", "Stasis", "one", { one: ["1"], two: ["1"] }, "one", [], "one"],
    ["is not where it was once known", "Stasis", "one", { one: [], two: ["1"] }, "one", [], "two"],
    ["is rather where it was moved to", "Stasis", "one", { one: ["1"], two: ["1"] }, undefined, [], "two"],
    ["is not where only a subscription is", "Stasis", "one", { one: ["1"], two: ["1"] }, undefined, ["two"], "one"],
    ["is somewhere, with nothing but subscriptions", "Stasis", "one", { two: ["1"] }, undefined, ["two"], "two"],
    ["is where it entered, with all who hear all", "Stasis", "two", { one: [all], two: [all] }, undefined, [], "two"],
    ["is with one who hears all, before none", "Stasis", "one", { two: [all] }, undefined, [], "two"],
    ["is known to be with one who hears all", "Stasis", "one", { one: ["1"], two: [all] }, "two", [], "two"],
  ] as const
) {
  Deno.test(`applicationOf() a channel ${title}`, () => {
    const applications = Object.entries(holders).map(([name, channel_ids]) => ({ name, channel_ids }));
    const dialplan = { context: "default", exten: "100", priority: 1, app_name, app_data };
    const app = applicationOf({ id: "1", dialplan }, {
      applications,
      appOf: () => known,
      isSubscribed: (app) => subscribed.some((name) => name === app),
    });

    assertEquals(app, expected);
  });
}
