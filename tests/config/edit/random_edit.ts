import fc from "fast-check";
import type { ConfigFile } from "../../../config/config_file.ts";
import type { ConfigSection } from "../../../config/config_section.ts";
import { foldCase, trimBlanks } from "../../../config/source_text.ts";

/** One edit through the public methods. Sections are taken by a number, modulo how many there are. */
export type RandomEdit =
  | { kind: "set" | "append"; section: number; name: string; value: string }
  | { kind: "insert"; section: number; name: string; value: string; line: number }
  | { kind: "delete"; section: number; name: string }
  | { kind: "empty" | "remove"; section: number }
  | { kind: "rename"; section: number; to: string }
  | { kind: "add"; name: string; before: number | undefined };

const names = fc.constantFrom("a", "B", "c", "[x]", "#y", "e+", "=f", "\\g", ";h", "ü");
const values = fc.oneof(
  fc.constantFrom("1", "", ">2", "a;b", ";--", "--;", "x--", "y\\", "\\;", "[z]", "a = b", "über", "100,1,NoOp(${A})"),
  fc.string({ maxLength: 12 }).map((text) => trimBlanks(text.replace(/[\0\n]/g, ""))),
);
const sectionNames = fc.constantFrom("one", "Two", "three four", "a;b", "x(y", "fünf");
const section = fc.nat({ max: 20 });

/** Edits of all kinds; those of settings are the most. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("set" as const, "append" as const),
      section,
      name: names,
      value: values,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("insert" as const),
      section,
      name: names,
      value: values,
      line: fc.nat({ max: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), section, name: names }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("empty" as const, "remove" as const), section }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), section, to: sectionNames }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      name: sectionNames,
      before: fc.option(section, { nil: undefined }),
    }),
  },
);

const fileLines = fc.constantFrom(
  "a=1",
  "  B\t=\t2 ; same line",
  "c => x ;-- in line --; y",
  "c = \\;z ;-- block",
  "p = 1",
  "p += 2",
  "\\[x] = 3",
  "; a comment",
  ";-- a block",
  "d = in a block",
  "--; a = behind a block",
  "no equals",
  "#nothing",
  "",
  "",
  "a=",
  "B = x; c",
  "a = 4\r",
  "c = \xfc",
  "[one]",
  "[two](!)",
  "[three](two)",
  "[one](+)",
  "[four] ; comment",
  "; noqa",
);

/** Files with all that makes editing hard; not all of them are valid. */
export const randomFile: fc.Arbitrary<string> = fc.tuple(
  fc.constantFrom("[one]\n", "; head\n\n[zero]\n[one]\n", "\ufeff[one]\r\n", "[one]\n[two](!)\n"),
  fc.array(fileLines, { maxLength: 14 }),
  fc.constantFrom("", "\n"),
).map(([head, lines, end]) => head + lines.join("\n") + end);

/** Name and value of each setting of each section, templates among them, by the object that stands for the section. */
export type Snapshot = Map<
  ConfigSection,
  { name: string; settings: { name: string; value: string; inherited: boolean }[] }
>;

/** What the file says. */
export function snapshot(file: ConfigFile): Snapshot {
  return new Map([...file.sections, ...file.templates].map((section) => {
    const settings = section.settings.map(({ name, value, inherited }) => ({ name, value, inherited }));
    return [section, { name: section.name, settings }];
  }));
}

/** Makes one edit. Returns the section that it is about, and what it has to say now; undefined where there is none any more. */
export function makeEdit(
  file: ConfigFile,
  edit: RandomEdit,
): { target: ConfigSection | undefined; expected: Expected } {
  const all = [...file.sections, ...file.templates];
  if (edit.kind === "add") {
    const before = edit.before === undefined ? undefined : all[edit.before % all.length];
    const target = file.add(edit.name, { allowDuplicates: true, ...(before && { before }) });
    return { target, expected: { name: edit.name, settings: [] } };
  }
  const target = all[edit.section % all.length];
  if (target === undefined) return { target, expected: undefined };
  const { name } = target;
  const old = target.settings.map(({ name, value, inherited }) => ({ name, value, inherited }));
  const inherited = old.filter((setting) => setting.inherited);
  const isNamed = (setting: { name: string }) => "name" in edit && foldCase(setting.name) === foldCase(edit.name);
  switch (edit.kind) {
    case "set": {
      target.set(edit.name, edit.value);
      const found = old.find((setting) => !setting.inherited && isNamed(setting));
      if (found === undefined) old.push({ name: edit.name, value: edit.value, inherited: false });
      else found.value = edit.value;
      return { target, expected: { name, settings: old } };
    }
    case "append":
      target.append(edit.name, edit.value);
      return {
        target,
        expected: { name, settings: [...old, { name: edit.name, value: edit.value, inherited: false }] },
      };
    case "insert": {
      const line = Math.min(edit.line, old.length);
      target.insert(edit.name, edit.value, { line });
      old.splice(Math.max(line, inherited.length), 0, { name: edit.name, value: edit.value, inherited: false });
      return { target, expected: { name, settings: old } };
    }
    case "delete":
      target.delete(edit.name);
      return { target, expected: { name, settings: old.filter((setting) => setting.inherited || !isNamed(setting)) } };
    case "empty":
      target.empty();
      return { target, expected: { name, settings: inherited } };
    case "rename":
      target.rename(edit.to);
      return { target, expected: { name: edit.to, settings: old } };
    case "remove":
      target.remove();
      return { target, expected: undefined };
    default:
      throw new Error(`Unreachable: ${edit satisfies never}`);
  }
}

type Expected = { name: string; settings: { name: string; value: string; inherited: boolean }[] } | undefined;
