import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { checkChange } from "../../../ami/config/check_change.ts";
import type { AmiConfigChange } from "../../../ami/config/config_change.ts";
import { updateConfig } from "../../../ami/config/update_config.ts";
import { parse } from "../../../config/parse.ts";
import { ConfigServer } from "../../support/config_server.ts";

const base = { section: "a", name: "n", value: "v" } as const;

Deno.test("checkChange() refuses what Asterisk would write so that something else is read", () => {
  const refused: [AmiConfigChange, string][] = [
    [{ verb: "Append", ...base, section: "" }, 'section "": Asterisk needs a name'],
    [{ verb: "NewCat", section: "a]b" }, '"]" would end it'],
    [{ verb: "NewCat", section: "a;b" }, '";" would end it'],
    [{ verb: "NewCat", section: "a", before: "" }, 'before "": for Asterisk it is the same as none'],
    [{ verb: "NewCat", section: "a", inherits: ["t,u"] }, 'template "t,u": ","'],
    [{ verb: "NewCat", section: "a", inherits: [" t"] }, "takes blanks off"],
    [{ verb: "NewCat", section: "a", inherits: ["+t"] }, "option of the header"],
    [{ verb: "RenameCat", section: "a", to: "" }, "Asterisk needs one"],
    [{ verb: "RenameCat", section: "a", to: ">b" }, 'takes ">" at its start'],
    [{ verb: "DelCat", section: "a", filter: 'x="y"' }, "quotes around it"],
    [{ verb: "Append", ...base, value: ">v" }, 'takes ">" at its start for "=>"'],
    [{ verb: "Update", ...base, value: "v " }, "takes blanks off"],
    [{ verb: "Update", ...base, match: "" }, 'match "": for Asterisk it is the same as none'],
    [{ verb: "Update", ...base, name: "[n" }, '"[" would be read as something else'],
    [{ verb: "Append", ...base, name: "\\n" }, "would be read as something else"],
    [{ verb: "Append", ...base, name: "n=m" }, '"="'],
    [{ verb: "Append", ...base, name: "n\t" }, "takes blanks off"],
    [{ verb: "Insert", ...base, line: -1 }, 'line "-1": it must be a whole number from 0'],
    [{ verb: "Insert", ...base, line: 0, ...{ object: true } }, "append it instead"],
    [{ verb: "Delete", section: "a" }, "it needs a name or a line"],
    [{ verb: "Delete", section: "a", name: "n", match: "" }, "the same as none"],
    [{ verb: "Delete", section: "a", line: 0.5 }, "whole number"],
  ];

  for (const [change, words] of refused) {
    assertThrows(() => checkChange(change, 7), TypeError, words);
    assertThrows(() => checkChange(change, 7), TypeError, `Cannot send change 7, ${change.verb}, with`);
  }
  assertThrows(
    () => checkChange({ verb: "NewCat", section: "é".repeat(40) }, 0),
    RangeError,
    "80 bytes: Asterisk reads 79",
  );
});

// A file of what Asterisk left, and what is read of it.
const texts = fc.string({ unit: fc.constantFrom(..."ab \\;>=[]#+-(),!&\"'é\t"), minLength: 0, maxLength: 8 });

Deno.test("whatever checkChange() lets through is read again as it was meant", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(texts, texts, texts, fc.boolean(), async (section, name, value, object) => {
      const changes: AmiConfigChange[] = [
        { verb: "NewCat", section },
        { verb: "Append", section, name, value, object },
        { verb: "Append", section, name: "last", value: "1" },
      ];
      const server = new ConfigServer({ m: "[m]\n" });
      try {
        await updateConfig(server, { source: "m" }, changes);
      } catch (error) {
        assert(error instanceof TypeError, String(error));
        return;
      }
      accepted++;

      const file = parse(server.files.m ?? "", { name: "m" });

      assertEquals(file.contents.slice(1).map((it) => [it.name, it.settings.map(({ name, value }) => [name, value])]), [
        [
          section,
          [[name, value], ["last", "1"]],
        ],
      ]);
    }),
    {
      numRuns: 2_000,
      seed: 6,
      examples: [["a", "n", "a\\;b", false], ["x", "n", ";--", true], ["x", "n", "--;", false]],
    },
  );
  assert(accepted > 100, `${accepted} accepted`);
});
