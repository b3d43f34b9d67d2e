import { assertEquals } from "@std/assert";
import { isAvailable, lowerCase, OptionIndex } from "../../../config/schema/option_index.ts";
import { parseRelease } from "../../../config/values/asterisk_version.ts";

Deno.test("OptionIndex finds an option by its name and its aliases, in any case", () => {
  const option = { kind: "text", aliases: ["music", "MusicOnHold"] } as const;
  const index = new OptionIndex({ unknown: "line", options: { musicclass: option } });

  for (const name of ["musicclass", "MUSIC", "musiconhold"]) {
    assertEquals(index.get(name), { name: "musicclass", option });
  }
  assertEquals(index.get("moh"), undefined);
});

Deno.test("OptionIndex.isEntry() takes names that begin as they may", () => {
  const index = new OptionIndex({ unknown: "line", options: {}, entries: ["@", "event_"] });

  assertEquals(["@own", "Event_presence", "events", ""].map((name) => index.isEntry(name)), [true, true, false, false]);
  assertEquals(new OptionIndex({ unknown: "line", options: {}, entries: [""] }).isEntry("100"), true);
  assertEquals(new OptionIndex({ unknown: "line", options: {} }).isEntry("100"), false);
});

Deno.test("isAvailable() minds the releases that brought an option and the one that took it", () => {
  const option = { since: ["20.12.0", "22.2.0"], until: "24" };

  assertEquals(
    ["20.11.0", "20.12.0", "22.1.0", 22, 23, 24].map((version) => isAvailable(option, parseRelease(version))),
    [
      false,
      true,
      false,
      true,
      true,
      false,
    ],
  );
});

Deno.test("lowerCase() leaves what is not ASCII", () => {
  assertEquals(lowerCase("ÄpFeL"), "Äpfel");
});

Deno.test("OptionIndex knows what a section says that says nothing, and what it must say", () => {
  const { defaults, required } = new OptionIndex({
    unknown: "line",
    options: {
      acl: { kind: "rules" },
      permit: { kind: "rules", partOf: "acl" },
      port: { kind: "integer", default: 1 },
      host: { kind: "text", required: true },
    },
  });

  assertEquals(defaults, { acl: [], port: 1, host: undefined });
  assertEquals(required, ["host"]);
});
