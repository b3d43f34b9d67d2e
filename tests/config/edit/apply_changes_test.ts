import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";
import { parseUpdateConfig } from "../../../config/update_config.ts";
import { UpdateConfigError } from "../../../config/update_config_error.ts";
import type { ConfigFile } from "../../../config/config_file.ts";

interface Category {
  readonly name: string;
  readonly variables: string[];
  readonly templates?: string[];
  readonly isTemplate?: boolean;
}

interface Golden {
  readonly name: string;
  readonly request: [string, string][];
  readonly response: string;
  readonly message?: string;
  readonly before: Record<string, { text?: string; base64?: string }>;
  readonly getConfigAfter?: { response: string; categories?: Category[] };
}

const folder = new URL("../../golden/config-update/", import.meta.url);

/** Where Asterisk's own writer loses or breaks something, and what we do instead. */
const exceptions: Record<string, string> = {
  "newcat-special-name": 'Asterisk writes the name "a]b" as it is and reads "a"; we refuse it',
  "delcat-template": "Asterisk leaves users of the template, and the file does not load; we refuse it",
  "append-injection-name": 'Asterisk writes "[evil]" as a header; we escape the bracket',
  "append-newline": "Asterisk's AMI cuts the value at the line feed; we refuse it",
  "include-append-child-cat": "Asterisk writes the line into the main file, where it lands in another section",
  "block-comment-noop": "Asterisk drops the marks of the block, and what was a comment becomes live",
  "escaped-name-noop": "Asterisk drops the backslash, so that a setting becomes a header",
  "stray-end-noop": "Asterisk makes text after a stray end of a comment block live",
};

const cases = readCases();

for (const golden of cases) {
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

function readCases(): Golden[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /^\d.*\.json$/.test(name));
  return names.toSorted().map((name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))));
}

function filesOf({ before }: Golden): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(before).map(([path, { text, base64 }]) => {
      return [path, base64 === undefined ? new TextEncoder().encode(text) : Uint8Array.fromBase64(base64)];
    }),
  );
}

function parseBefore(golden: Golden): ConfigFile {
  const files = filesOf(golden);
  const [, name = ""] = golden.request.find(([header]) => header === "SrcFilename") ?? [];
  return parse(files[name] ?? "", { name, files });
}

function reread(file: ConfigFile): ConfigFile {
  const files = Object.fromEntries(file.files.map(({ path, tree }) => [path, tree.bytes]));
  return parse(file.bytes, { name: file.name, files });
}

function tryApply(file: ConfigFile, { request }: Golden): unknown {
  const [, preserve = "yes"] = request.find(([header]) => header === "PreserveEffectiveContext") ?? [];
  try {
    file.apply(parseUpdateConfig(request), { preserveEffectiveContext: preserve === "yes" });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** As GetConfig with `Filter: TEMPLATES=include` has it. */
function sectionsOf(file: ConfigFile): Category[] {
  return file.contents.map(({ name, settings, inherits, isTemplate }) => ({
    name,
    variables: settings.map((setting) => `${setting.name}=${setting.value}`),
    ...(isTemplate && { isTemplate }),
    ...(inherits.length > 0 && { templates: [...inherits] }),
  }));
}
