import fc from "fast-check";
import type { ConfigFile } from "../../../config/config_file.ts";
import type { ConfigSection } from "../../../config/config_section.ts";
import { trimBlanks } from "../../../config/source_text.ts";

/** One edit through the public methods. Sections and settings are taken by a number, modulo how many there are. */
export type RandomEdit =
  | {
    kind: "set";
    section: number;
    name: Name;
    value: string;
    operator: Operator | undefined;
    match: number | undefined;
  }
  | { kind: "append"; section: number; name: Name; value: string; operator: Operator | undefined }
  | { kind: "insert"; section: number; name: Name; value: string; operator: Operator | undefined; line: number }
  | { kind: "delete"; section: number; name: Name; match: number | undefined }
  | { kind: "empty"; section: number }
  | { kind: "remove"; section: number; users: Users }
  | { kind: "rename"; section: number; users: Users; to: string }
  | {
    kind: "add";
    name: string;
    before: number | undefined;
    inherits: readonly number[];
    template: boolean;
    isDouble: boolean;
  };

/** A name, or the number of a setting that has it. */
type Name = string | number;
type Operator = "=" | "=>";
type Users = "refuse" | "fix";

/** An edit with the sections, names and values that it is about. */
export type MadeEdit =
  & { readonly target: ConfigSection }
  & (
    | { kind: "set"; name: string; value: string; operator?: Operator; match?: string }
    | { kind: "append"; name: string; value: string; operator?: Operator }
    | { kind: "insert"; name: string; value: string; operator?: Operator; line: number }
    | { kind: "delete"; name: string; match?: string }
    | { kind: "empty" }
    | { kind: "remove"; users: Users }
    | { kind: "rename"; users: Users; to: string }
    | { kind: "add"; name: string; before?: ConfigSection; inherits: readonly ConfigSection[]; template: boolean }
  );

const names = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom("a", "B", "c", "exten", "p", "ü", "\udcfc") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "[x]",
      "#y",
      "e+",
      "=f",
      "\\g",
      ";h",
      "x y",
      "x\ty",
      "--;",
      ";--",
      "x--",
      "x\\",
      "\\",
      ">",
      "+",
      '"q"',
      "#include",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom("", " a", "a\n", "a=b", "a\0", "==") },
);
const values = fc.oneof(
  fc.constantFrom("1", "", "2", "100,1,NoOp(${A})", "über", "\udcfc\udce9", "long ".repeat(1_600) + "end"),
  fc.constantFrom(">2", "a;b", ";--", "--;", "x--", "y\\", "\\;", "\\\\;", "[z]", "a = b", ";", "-", "+= 1", "a\rb"),
  fc.string({ maxLength: 12 }).map((text) => trimBlanks(text.replace(/[\0\n]/g, ""))),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(" 1", "1\t", "a\nb", "a\0", "x".repeat(8_190)),
);
const sectionNames = fc.constantFrom(
  "one",
  "Two",
  "three four",
  "a;b",
  "x(y",
  "fünf",
  "\udcff",
  " six ",
  "+7",
  "!",
  "a,b",
  "c)",
  "--;",
  ";--",
  "\\",
  "[",
  "n".repeat(79),
  "ü".repeat(40),
  "a]b",
  "",
  "a\nb",
);
const section = fc.nat({ max: 20 });
const users = fc.constantFrom<Users>("refuse", "fix");
const operator = fc.constantFrom<(Operator | undefined)[]>(undefined, undefined, "=", "=>");

/** Edits of all kinds; those of settings are the most. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc.oneof(
  { weight: 4, arbitrary: edit("set", { section, name: names, value: values, operator, match: rarely(section) }) },
  { weight: 3, arbitrary: edit("append", { section, name: names, value: values, operator }) },
  { weight: 3, arbitrary: edit("insert", { section, name: names, value: values, operator, line: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: edit("delete", { section, name: names, match: rarely(section) }) },
  { weight: 1, arbitrary: edit("empty", { section }) },
  { weight: 1, arbitrary: edit("remove", { section, users }) },
  { weight: 2, arbitrary: edit("rename", { section, users, to: sectionNames }) },
  {
    weight: 2,
    arbitrary: edit("add", {
      name: sectionNames,
      before: fc.option(section, { nil: undefined }),
      inherits: fc.array(section, { maxLength: 2 }),
      template: fc.boolean(),
      isDouble: fc.boolean(),
    }),
  },
);

/** Makes one edit. Gives what was done; undefined where there is nothing to do it to. */
export function makeEdit(file: ConfigFile, edit: RandomEdit): MadeEdit | undefined {
  const all = [...file.sections, ...file.templates];
  if (edit.kind === "add") {
    const { name, template, isDouble } = edit;
    const before = edit.before === undefined ? undefined : all[edit.before % all.length];
    const bases = edit.inherits.map((index) => all[index % all.length]).filter((base) => base !== undefined);
    const target = file.add(name, {
      inherits: bases.map((base) => base.name),
      template,
      ...(isDouble && { allowDuplicates: true }),
      ...(before && { before }),
    });
    return { kind: "add", target, name, inherits: bases, template, ...(before && { before }) };
  }
  const target = all[edit.section % all.length];
  if (target === undefined) return undefined;
  switch (edit.kind) {
    case "set": {
      const { value, operator, match: index } = edit;
      const name = nameIn(target, edit.name);
      const match = index === undefined ? undefined : target.getAll(name).at(index % target.getAll(name).length);
      const options = { ...(operator && { operator }), ...(match !== undefined && { match }) };
      target.set(name, value, options);
      return { kind: "set", target, name, value, ...options };
    }
    case "append": {
      const { value, operator } = edit;
      const name = nameIn(target, edit.name);
      const options = { ...(operator && { operator }) };
      target.append(name, value, options);
      return { kind: "append", target, name, value, ...options };
    }
    case "insert": {
      const { value, operator } = edit;
      const name = nameIn(target, edit.name);
      const options = { ...(operator && { operator }), line: Math.min(edit.line, target.settings.length) };
      target.insert(name, value, options);
      return { kind: "insert", target, name, value, ...options };
    }
    case "delete": {
      const name = nameIn(target, edit.name);
      const match = edit.match === undefined ? undefined : target.getAll(name)[0];
      const options = { ...(match !== undefined && { match }) };
      target.delete(name, options);
      return { kind: "delete", target, name, ...options };
    }
    case "empty":
      target.empty();
      return { kind: "empty", target };
    case "rename":
      target.rename(edit.to, { users: edit.users });
      return { kind: "rename", target, to: edit.to, users: edit.users };
    case "remove":
      target.remove({ users: edit.users });
      return { kind: "remove", target, users: edit.users };
    default:
      throw new Error(`Unreachable: ${edit satisfies never}`);
  }
}

function nameIn(section: ConfigSection, name: Name): string {
  if (typeof name === "string") return name;
  const { settings } = section;
  return settings[name % settings.length]?.name ?? "a";
}

function rarely(numbers: fc.Arbitrary<number>): fc.Arbitrary<number | undefined> {
  return fc.option(numbers, { nil: undefined, freq: 1 });
}

/** An edit of one kind, without the fields that are undefined. */
function edit<Kind extends string, Fields>(
  kind: Kind,
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
) {
  return fc.record(fields).map((values) => ({ kind, ...values }));
}
