import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { predictServerUpdate } from "../../../config/bridge/server_update.ts";
import { parse } from "../../../config/parse.ts";
import { foldCase } from "../../../config/source_text.ts";
import { type ActionHeader, parseUpdateConfig } from "../../../config/update_config.ts";
import { plainFile, plainRequest } from "../bridge/random_request.ts";
import { UpdateConfigError } from "../../../config/update_config_error.ts";
import type { ConfigFile } from "../../../config/config_file.ts";
import { type GoldenCategory, goldenFiles, type GoldenUpdate, readGoldenUpdates } from "../bridge/golden_updates.ts";

/** Where Asterisk's own writer loses or breaks something, and what we do instead. */
const exceptions: Record<string, string> = {
  "newcat-special-name": 'Asterisk writes the name "a]b" as it is and reads "a"; we refuse it',
  "delcat-template": "Asterisk leaves users of the template, and the file does not load; we refuse it",
  "append-injection-name": 'Asterisk writes "[evil]" as a header; we escape the bracket',
  "include-append-child-cat": "Asterisk writes the line into the main file, where it lands in another section",
  "block-comment-noop": "Asterisk drops the marks of the block, and what was a comment becomes live",
  "escaped-name-noop": "Asterisk drops the backslash, so that a setting becomes a header",
  "stray-end-noop": "Asterisk makes text after a stray end of a comment block live",
};

for (const golden of readGoldenUpdates()) {
  const reason = exceptions[golden.name];
  Deno.test(`ConfigFile.apply() leaves what Asterisk's UpdateConfig leaves: ${golden.name}`, () => {
    const file = parseBefore(golden);
    const before = sectionsOf(file);
    const { getConfigAfter, response, message } = golden;
    if (message === "File requires escalated privileges") return;

    const error = tryApply(file, golden);

    if (reason !== undefined) {
      assertEquals(sectionsOf(file), sectionsOf(reread(file)));
      if (error !== undefined) assertEquals(sectionsOf(file), before);
    } else if (response === "Error") {
      assertEquals(error instanceof UpdateConfigError ? error.response : error, message);
      assertEquals([file.diff(), sectionsOf(file)], ["", before]);
    } else {
      assertEquals(error, undefined);
      assertEquals(sectionsOf(file), getConfigAfter?.categories ?? []);
      assertEquals(sectionsOf(reread(file)), getConfigAfter?.categories ?? []);
    }
  });
}

Deno.test("ConfigFile.apply() changes nothing where one change of the list fails, also after other edits", () => {
  const file = parse("[a]\nx=1\n");
  file.section("a")?.set("x", "2");
  const { text } = file;

  const error = assertThrows(() => {
    file.apply([
      { verb: "Append", section: "a", name: "y", value: "1" },
      { verb: "Update", section: "b", name: "y", value: "1" },
    ]);
  }, UpdateConfigError);

  assertEquals([error.index, error.response, file.text], [1, "Given category does not exist", text]);
});

Deno.test("ConfigFile.apply() changes users of a renamed or deleted template only when told to", () => {
  const text = "[t](!)\na=1\n[x](t)\nb=2\n";
  const filter = "TEMPLATES=include";

  for (
    const change of [{ verb: "DelCat", section: "t", filter }, {
      verb: "RenameCat",
      section: "t",
      to: "u",
      filter,
    }] as const
  ) {
    assertThrows(() => parse(text).apply([change]), TypeError, "1 inherit from it");
    const file = parse(text).apply([change], { fixUsers: true });
    assertEquals(reread(file).section("x")?.settings.map(({ name, value }) => `${name}=${value}`), ["a=1", "b=2"]);
  }
});

function parseBefore(golden: GoldenUpdate): ConfigFile {
  const files = goldenFiles(golden.before);
  const [, name = ""] = golden.request.find(([header]) => header === "SrcFilename") ?? [];
  return parse(files[name] ?? "", { name, files });
}

function reread(file: ConfigFile): ConfigFile {
  const files = Object.fromEntries(file.files.map(({ path, tree }) => [path, tree.bytes]));
  return parse(file.bytes, { name: file.name, files });
}

function tryApply(file: ConfigFile, { request }: GoldenUpdate): unknown {
  const [, preserve = "yes"] = request.find(([header]) => header === "PreserveEffectiveContext") ?? [];
  return errorOf(() => file.apply(parseUpdateConfig(request), { preserveEffectiveContext: preserve === "yes" }));
}

/** As GetConfig with `Filter: TEMPLATES=include` has it. */
function sectionsOf(file: ConfigFile): GoldenCategory[] {
  return file.contents.map(({ name, settings, inherits, isTemplate }) => ({
    name,
    variables: settings.map((setting) => `${setting.name}=${setting.value}`),
    ...(isTemplate && { isTemplate }),
    ...(inherits.length > 0 && { templates: [...inherits] }),
  }));
}

Deno.test("ConfigFile.apply() leaves what Asterisk would leave of plain files, or refuses as it does", () => {
  let [compared, refused] = [0, 0];
  fc.assert(
    fc.property(plainFile, plainRequest, (text, request) => {
      const file = parse(text, { name: "m" });
      const headers: ActionHeader[] = [["SrcFilename", "m"], ["DstFilename", "m"], ...request];
      const predicted = predictServerUpdate({ m: text }, headers);
      if (!file.valid || predicted.response === undefined) return;
      const preserve = request.find(([name]) => name === "PreserveEffectiveContext")?.[1] ?? "yes";
      const error = errorOf(() => {
        file.apply(parseUpdateConfig(headers), { preserveEffectiveContext: preserve === "yes" });
      });

      if (predicted.response === "Error") {
        assert(error !== undefined, predicted.message);
        // Of several changes that fail, those that the headers alone show come first here.
        const isOne = !request.some(([name]) => name === "Action-000001");
        if (isOne && error instanceof UpdateConfigError) assertEquals(error.response, predicted.message);
        refused++;
      } else if (error === undefined) {
        const after = parse(predicted.written.get("/etc/asterisk/m") ?? "", { name: "m" });
        assertEquals(effectOf(file), effectOf(after));
        compared++;
      } else assert(error instanceof TypeError, String(error));
    }),
    { numRuns: 6_000, seed: 2 },
  );
  assert(compared >= 1_000 && refused >= 1_000, `only ${compared} were compared, and ${refused} refused`);
});

function errorOf(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a file says, but for settings that repeat inherited ones: Asterisk's writer leaves those out, also for who inherits again. */
function effectOf({ contents }: ConfigFile): unknown {
  return contents.map(({ name, isTemplate, inherits, settings }) => {
    const inherited = new Set<string>();
    const kept = settings.filter((setting) => {
      const isRepeated = inherited.has(keyOf(setting));
      if (setting.inherited) inherited.add(keyOf(setting));
      return !isRepeated;
    });
    return { name, isTemplate, inherits, settings: kept.map(({ name, value, isObject }) => [name, value, isObject]) };
  });
}

function keyOf({ name, value }: { name: string; value: string }): string {
  return `${foldCase(name)}=${value}`;
}
