import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { AmiConfigChange } from "../../../ami/config/config_change.ts";
import { updateConfig } from "../../../ami/config/update_config.ts";
import { mayCrash, refuseCrashes, refuseLostInsertions } from "../../../ami/config/server_traps.ts";
import type { ServerSection } from "../../../ami/config/get_config.ts";
import { parse } from "../../../config/parse.ts";
import { ConfigServer } from "../../support/config_server.ts";

const insert = (line: number, section = "A"): AmiConfigChange => ({
  verb: "Insert",
  section,
  name: "n",
  value: "v",
  line,
});
const append = (section: string): AmiConfigChange => ({ verb: "Append", section, name: "n", value: "v" });

function sectionOf(name: string, count: number, isTemplate = false): ServerSection {
  return { name, isTemplate, inherits: [], settings: Array.from({ length: count }, () => ({ name: "n", value: "v" })) };
}

Deno.test("refuseCrashes() refuses insertions behind settings that may not be there", () => {
  const one = [sectionOf("a", 1)];
  const two = [sectionOf("a", 2)];

  refuseCrashes(one, [insert(1)]);
  refuseCrashes(two, [insert(9)]);
  refuseCrashes(one, [append("a"), insert(5)]);
  refuseCrashes([], [insert(5, "nobody")]);
  assertThrows(() => refuseCrashes(one, [insert(2)]), TypeError, "it may have 1 settings then");
  assertThrows(() => refuseCrashes([sectionOf("a", 5), sectionOf("A", 0)], [insert(1)]), TypeError, "would crash");
  assertThrows(() => refuseCrashes(two, [{ verb: "EmptyCat", section: "a" }, insert(1)]), TypeError);
  assertThrows(() => refuseCrashes(two, [{ verb: "Delete", section: "a", name: "n" }, insert(1)]), TypeError);
  assertThrows(
    () => refuseCrashes(two, [{ verb: "Delete", section: "a", line: 0 }, insert(2)]),
    TypeError,
    "change 1, Insert",
  );
  assertThrows(() => refuseCrashes([], [{ verb: "NewCat", section: "b" }, insert(1, "b")]), TypeError);
  assertThrows(
    () =>
      refuseCrashes([sectionOf("c", 0), sectionOf("a", 2)], [
        { verb: "RenameCat", section: "c", to: "a" },
        insert(1),
      ]),
    TypeError,
  );
});

Deno.test("refuseCrashes() refuses a missing template with others behind it", () => {
  const sections = [sectionOf("t", 0, true), sectionOf("p", 0)];
  const inherit = (...inherits: string[]): AmiConfigChange => ({ verb: "NewCat", section: "n", inherits });

  refuseCrashes(sections, [inherit("T", "gone")]);
  refuseCrashes(sections, [{ verb: "NewCat", section: "u", template: true }, inherit("u", "t")]);
  assertThrows(() => refuseCrashes(sections, [inherit("gone", "t")]), TypeError, 'no template "gone"');
  assertThrows(() => refuseCrashes(sections, [inherit("p", "t")]), TypeError);
  assertThrows(() => refuseCrashes(sections, [{ verb: "DelCat", section: "t" }, inherit("t", "t")]), TypeError);
});

Deno.test("mayCrash() tells the lists that the file must be looked into for", () => {
  assertEquals(mayCrash([insert(0), append("a"), { verb: "NewCat", section: "a", inherits: ["t"] }]), false);
  assertEquals(mayCrash([insert(1)]), true);
  assertEquals(mayCrash([{ verb: "NewCat", section: "a", inherits: ["t", "u"] }]), true);
});

Deno.test("refuseLostInsertions() refuses to append behind an insertion", () => {
  refuseLostInsertions([append("a"), insert(0), append("b")]);
  assertThrows(() => refuseLostInsertions([insert(0), append("a")]), TypeError, "change 1");
  assertThrows(
    () => refuseLostInsertions([insert(0), { verb: "RenameCat", section: "a", to: "B" }, append("b")]),
    TypeError,
  );
});

const names = fc.constantFrom("a", "A", "b", "t");
const changes: fc.Arbitrary<AmiConfigChange> = fc.oneof(
  fc.record({ section: names, line: fc.nat(3) }).map(({ section, line }) => insert(line, section)),
  names.map(append),
  names.map((section): AmiConfigChange => ({ verb: "EmptyCat", section })),
  names.map((section): AmiConfigChange => ({ verb: "DelCat", section })),
  fc.record({ section: names, to: names }).map((it): AmiConfigChange => ({ verb: "RenameCat", ...it })),
  fc.record({ section: names, line: fc.nat(2) }).map((it): AmiConfigChange => ({ verb: "Delete", ...it })),
  fc.record({ section: names, inherits: fc.array(names, { maxLength: 2 }), template: fc.boolean() })
    .map((it): AmiConfigChange => ({ verb: "NewCat", allowDuplicates: true, ...it })),
);

Deno.test("no list of changes that is sent crashes Asterisk, or makes it lose an insertion", async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { maxLength: 6 }), async (list) => {
      const server = new ConfigServer({ m: "[t](!)\nx=1\n[a]\nx=1\ny=2\n[b](t)\n" });
      try {
        await updateConfig(server, { source: "m" }, list); // The server throws where Asterisk would crash.
        sent++;
      } catch (error) {
        if (error instanceof Error && error.message.startsWith("Asterisk is gone")) throw error;
        return;
      }
      const isKept = list.every(({ verb }) => verb === "Append" || verb === "Insert");
      if (!isKept) return;
      const counts = parse(server.files.m ?? "").contents.reduce((sum, { settings }) => sum + settings.length, 0);
      const inherited = list.filter(({ section }) => section === "t").length;
      assertEquals(counts >= 4 + list.length - inherited, true, `${counts} of ${JSON.stringify(list)}`);
    }),
    { numRuns: 2_000, seed: 6 },
  );
  assertEquals(sent > 300, true, `${sent}`);
});
