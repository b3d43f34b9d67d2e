import fc from "fast-check";
import type { ActionHeader } from "../../../config/update_config.ts";

/** The headers of one change of an UpdateConfig action, without their numbers. */
type Change = readonly (readonly [name: string, value: string | undefined])[];

const sections = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("one", "one", "ONE", "zero") },
  { weight: 2, arbitrary: fc.constantFrom("two", "three", "Four", "five") },
  { weight: 1, arbitrary: fc.constantFrom("new", "[x]", "a;b", "a]b", "missing") },
);
const templates = fc.constantFrom("two", "two", "five");
const names = fc.constantFrom("a", "A", "B", "c", "exten", "p", "d", "n", "[x]", "#y", ";h", "x=y");
const values = fc.constantFrom(
  "1",
  "2",
  "x",
  "4",
  "",
  ">1",
  ">",
  "a;b",
  "a\\;b",
  "two words",
  "ü",
  "\udcfc",
  "trailing ",
  ";--",
);
const matches = fc.constantFrom(undefined, undefined, undefined, "1", "X", "4", "nothing", "object");
const lines = fc.constantFrom(undefined, "0", "1", "2", "3", "9", "-1", "x", " 1x", "4294967296");
const filters = fc.constantFrom(
  ...new Array<undefined>(20).fill(undefined),
  'catfilter="TEMPLATES=include"',
  "catfilter='TEMPLATES=restrict'",
  'catfilter="a=."',
  'catfilter="a=1,B=x"',
  "catfilter=a=1",
  'catfilter="(=1"',
  "catfilter",
  'catfilter=""',
  "Catfilter='a=x'",
);
const lenient = fc.constantFrom(undefined, undefined, "ignoreerror");
const created = fc.constantFrom("new", "new2", "New", "[x]", "a;b", "a]b", "n".repeat(85), "one", "ü");
const createOptions = fc.array(
  fc.constantFrom(
    "allowdups",
    "allowdups",
    "template",
    "ignoreerror",
    'inherit="two"',
    "inherit='two,five'",
    "inherit=two",
    "inherits=two",
    'inherit="five"',
    "inherit=missing",
    "inherit=",
    "inherit",
    "TEMPLATE",
    "nonsense",
  ),
  { maxLength: 3 },
).map((words) => words.join(","));

function change(
  action: string,
  headers: Record<string, fc.Arbitrary<string | undefined>>,
): fc.Arbitrary<Change> {
  const cases = fc.constantFrom(action, action, action.toLowerCase());
  return fc.record({ Action: cases, Cat: sections, ...headers }).map((fields) => Object.entries(fields));
}

function rarely(texts: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> {
  return fc.option(texts, { nil: undefined, freq: 1 });
}

function options(...words: fc.Arbitrary<string | undefined>[]): fc.Arbitrary<string | undefined> {
  return fc.tuple(...words).map((all) => all.filter((word) => word !== undefined).join(",") || undefined);
}

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: change("NewCat", { Cat: created, Options: createOptions, Match: rarely(sections) }) },
  { weight: 2, arbitrary: change("RenameCat", { Value: fc.oneof(created, values), Options: options(filters) }) },
  { weight: 1, arbitrary: change("DelCat", { Cat: templates, Options: fc.constant('catfilter="TEMPLATES=include"') }) },
  { weight: 1, arbitrary: change("DelCat", { Options: options(filters, lenient) }) },
  { weight: 1, arbitrary: change("EmptyCat", { Options: options(filters) }) },
  { weight: 4, arbitrary: change("Update", { Var: names, Value: values, Match: matches, Options: options(filters) }) },
  {
    weight: 4,
    arbitrary: change("Delete", {
      Var: fc.option(names, { nil: undefined, freq: 5 }),
      Match: matches,
      Line: fc.option(lines, { nil: undefined, freq: 1 }),
      Options: options(filters, lenient),
    }),
  },
  { weight: 4, arbitrary: change("Append", { Var: names, Value: values, Match: matches, Options: options(filters) }) },
  { weight: 4, arbitrary: change("Insert", { Var: names, Value: values, Line: lines, Options: options(filters) }) },
  { weight: 1, arbitrary: change("Update", { Value: values }) },
  { weight: 1, arbitrary: change("Nonsense", {}) },
);

/** The headers of an UpdateConfig action, but for its files. */
export const randomRequest: fc.Arbitrary<ActionHeader[]> = fc.record({
  preserve: fc.constantFrom(undefined, undefined, "no", "yes", "maybe"),
  changes: fc.array(anyChange, { maxLength: 5 }),
}).map(({ preserve, changes }) => [
  ...(preserve === undefined ? [] : [["PreserveEffectiveContext", preserve] as const]),
  ...changes.flatMap((change, index) =>
    change.flatMap(([name, value]): ActionHeader[] => {
      return value === undefined ? [] : [[`${name}-${String(index).padStart(6, "0")}`, value]];
    })
  ),
]);

/**
 * Those whose names need no escapes, which Asterisk's writer does not know, and which do not append after an insertion: where that was
 * at the end, Asterisk loses it.
 */
export const plainRequest: fc.Arbitrary<ActionHeader[]> = randomRequest.filter((headers) => {
  const verbs = headers.filter(([name]) => name.startsWith("Action-")).map(([, verb]) => verb.toLowerCase());
  const texts = headers.filter(([name]) => /^(?:Var|Cat|Value)-/.test(name)).map(([, value]) => value);
  return !(verbs.includes("insert") && verbs.includes("append")) &&
    !texts.some((text) => /^[[#;]|a\\?;b|a\]b|=|^n{80}/.test(text));
});

/** Files of which Asterisk's writer keeps everything. */
export const plainFile: fc.Arbitrary<string> = fc.tuple(
  fc.constantFrom("[one]\n", "[two](!)\np=1\n[one](two)\n", "[one]\n[two](!)\na=1\nB=x\n"),
  fc.array(
    fc.constantFrom(
      "a=1",
      "a = 4",
      "B => x ; c",
      "exten => 1,1,NoOp",
      "p = 2",
      "; comment",
      "",
      "[three](two)",
      "[Four]",
      "[five](!,two)",
      "[six](two,five)",
      "[zero]",
      "[one]",
      "d = e",
    ),
    { maxLength: 12 },
  ),
).map(([head, lines]) => `${head}${lines.join("\n")}\n`);
