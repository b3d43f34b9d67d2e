import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { decodeBytes, encodeBytes } from "../../config/dialplan/byte_string.ts";
import { evaluateExpression } from "../../config/dialplan/expression.ts";
import { substitute } from "../../config/dialplan/substitution.ts";
import { matchesTime } from "../../config/dialplan/time_spec.ts";
import { randomFrom, type RandomText } from "../support/random_text.ts";
import { VariableReader } from "../support/variable_reader.ts";
import { hasAsterisk } from "./harness.ts";

// The simulator evaluates with the same code, so there is one backend here: the real one, as the judge of config/.

const seed = 20_261_123;
const count = 400;
/** AMI takes lines of 1024 bytes. */
const longest = 800;

const words = [
  ...["a", "abc", '"abc"', '""', "foo", "1e3", '"a b"', "é", '"1"', '"12.5"', "'x'", "$1", "a;b", "_x", '"(a)b"'],
  ...['"^[0-9]+$"', '"a*"', "ABC", '"(b|c)+"', '"[a-c]+"', "00", "007", "1.50", "5x", '"(a|ab)(c|bcd)"'],
];
/** Pieces of regular expressions, right and wrong. */
const regexPieces = [
  ...["a", "b", "c", ".", "[abc]", "[^a]", "[[:digit:]]", "[[:alpha:]_]", "[a-c0-3]", "(a|ab)", "(b|bc)*", "(a*)"],
  ...["(^a|b$)", "a{2}", "b{1,3}", "[0-9]+", "c?", "()", "(x|)", "\\.", "^", "$", "\\(", "é", "[é]", "..", "(ab)+"],
  ...["(a(b)?)", "\\w", "\\b", "[a-]", "a**", "a+?", "(|a)", "\\d", "{", "a{,2}", "a{0}", "[[:foo:]]", "[z-a]", "*a"],
  ...["a|*b", "\\<", "\\>", "\\s", "\\W", "\\B", "[[.a.]]", "[[=a=]]", "a{2,1}", "a{256}", "(a", "a)"],
];
const subjects = ["a", "b", "c", "abc", "aabbcc", "abab", " ", "1", "23", "4.5", "é", "_", "-", "A", "."];
const operators = "+ - * / % | & = != < > <= >= : =~ ~~ == || &&".split(" ");
const pieces = [
  ...'1 a "x" ( ) + - * ! ? :: : =~ ~~ | & = >= , FLOOR( abc $ ~ { } LEN( 2.5 é = % \\ # @ . \' ;'.split(" "),
  ...[" ", '"'],
];
const variables = {
  EXPRESSIONS_TEXT: "hello world",
  EXPRESSIONS_NUMBER: "12345",
  EXPRESSIONS_UTF8: "çaé",
  EXPRESSIONS_NAME: "EXPRESSIONS_TEXT",
  EXPRESSIONS_REFERENCE: "${EXPRESSIONS_TEXT}",
  EXPRESSIONS_BRACES: "a${x}b-1",
  EXPRESSIONS_COLON: "EXPRESSIONS_NUMBER:2",
  EXPRESSIONS_OFFSET: "1:2",
  EXPRESSIONS_QUOTED: '"q"',
  EXPRESSIONS_CLOSED: "}",
};

function number(random: RandomText): string {
  return random.pick([
    () => String(random.below(20)),
    () => `${random.below(100)}.${random.below(10_000)}`,
    () => `${random.below(1e9)}${random.below(1e9)}`,
    () => `0.${"0".repeat(random.below(8))}${random.below(1e6)}`,
  ])();
}

function expression(random: RandomText, depth: number): string {
  const inner = () => expression(random, depth - 1);
  if (depth === 0 || random.below(6) === 0) return random.below(3) === 0 ? random.pick(words) : number(random);
  return random.pick([
    () => `(${inner()})`,
    () => `${random.pick(["-", "!", "- "])}${inner()}`,
    () => `${inner()} ? ${inner()} :: ${inner()}`,
    () => `${random.pick(["SQRT", "FLOOR", "CEIL", "ROUND", "RINT", "TRUNC", "ABS"])}(${number(random)})`,
    () => `LEN(${inner()})`,
    () => `"${random.join(subjects, 5)}" ${random.pick([":", "=~"])} "${random.join(regexPieces, 4)}"`,
    ...new Array(8).fill(() => `${inner()} ${random.pick(operators)} ${inner()}`),
  ])();
}

function template(random: RandomText, depth: number): string {
  const inner = () => Array.from({ length: 1 + random.below(3) }, () => template(random, depth - 1)).join("");
  const name = () => random.pick([...Object.keys(variables), "NOSUCH"]);
  const cut = () =>
    random.pick([
      ...["", "", ":1", ":-2", ":0:2", ":1:-1", ":-3:2", ":x", "::2", ": 1", ":99", ":2:-9", ":1:2:3", ":+1", ":0x1"],
      ...[":-", ":1:", ":-1:-1", ":-99:2", ":3:0", ":\t1", ":1 :2", ":${EXPRESSIONS_OFFSET}"],
    ]);
  const plain = () => random.pick([...'a1${}[]:()é\\"+-', "$$", "x:1"]);
  return random.pick(
    depth === 0 ? [plain, () => `\${${name()}${cut()}}`] : [
      plain,
      () => `\${${name()}${cut()}}`,
      () => `\${${inner()}}`,
      () => `\${${random.pick(["LEN", "EVAL", "NOSUCH"])}(${inner()})${cut()}}`,
      () => `$[${inner()}]`,
      () => random.pick(["${", "$["]) + inner(),
    ],
  )();
}

function timeSpec(random: RandomText): string {
  const times = ["*", "", "9:00-17:00", "08:00-22:00", "0:00-23:59", "22:00-6:00", "12:00", "7:3-9:4", "06:00-", ":"];
  const weekdays = ["*", "mon-fri", "1-5", "2", "sun&mon", "Mon", "sat-mon", "7-2", "1 - 5", "mon-", "8", "mon -tue"];
  const days = ["*", "1-31", "23", "20-25", "25-3", "32", "1&23", "023", "+2-24"];
  const months = ["*", "nov", "10-12", "oct-jan", "jan-oct", "11", "NOV-dec", "13"];
  const zones = [
    "UTC",
    "America/New_York",
    "Asia/Tokyo",
    "Nowhere/Zone",
    "XYZ-14",
    "+03:00",
    "Asia/Kolkata",
    "<+07>-7",
  ];
  const parts = [times, weekdays, days, months, zones].slice(0, 1 + random.below(5)).map((part) => random.pick(part));
  // IFTIME() itself wants to be told something.
  return parts.join(random.pick([",", "|"])) || "*";
}

function lengthOf(name: string, text: string): string | undefined {
  return name === "LEN" ? String(encodeBytes(text).length) : undefined;
}

function asteriskTest(name: string, body: (reader: VariableReader, random: RandomText) => Promise<void>): void {
  Deno.test({
    name: `[Asterisk] ${name}`,
    ignore: !hasAsterisk(),
    fn: async () => {
      const state = await readState();
      if (state?.origin !== "installed") {
        throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
      }
      using reader = await VariableReader.open(state.manager);
      await body(reader, randomFrom(seed));
    },
  });
}

async function evaluate(reader: VariableReader, templates: readonly string[]): Promise<string[]> {
  return (await reader.evaluate(templates.map(encodeBytes))).map(decodeBytes);
}

asteriskTest("evaluateExpression() gives the values of Asterisk for random expressions", async (reader, random) => {
  const expressions = Array.from({ length: count }, () => expression(random, 3))
    .concat(Array.from({ length: count }, () => random.join(pieces, 9)))
    .filter((text) => encodeBytes(text).length < longest && !/\$[{[]/.test(text));

  const expected = await evaluate(reader, expressions.map((text) => `$[${text}]`));

  for (const [index, text] of expressions.entries()) {
    assertEquals(evaluateExpression(text, { call: lengthOf }).value, expected[index], text);
  }
});

asteriskTest("the functions of expressions agree with Asterisk's in sixteen digits", async (reader, random) => {
  const functions = ["SIN", "COS", "TAN", "ATAN", "EXP", "EXP2", "EXP10", "LOG", "LOG2", "LOG10"];
  const calls = Array.from({ length: count }, () => `${random.pick(functions)}(${random.below(30_000) / 100})`)
    .concat(Array.from({ length: count }, () => `POW(${random.below(10_000) / 100},${random.below(1_000) / 10})`))
    .concat(Array.from({ length: count }, () => `${random.pick(["ASIN", "ACOS"])}(0.${random.below(1_000_000)})`));

  const expected = await evaluate(reader, calls.map((text) => `$[${text}]`));

  for (const [index, text] of calls.entries()) {
    const [ours, theirs] = [Number(evaluateExpression(text).value), Number(expected[index])];
    const isNear = ours === theirs || Math.abs(ours / theirs - 1) <= Number.EPSILON;
    assertEquals(isNear, true, `${text} is ${ours}, for Asterisk ${theirs}`);
  }
});

asteriskTest("substitute() gives the texts of Asterisk for random templates", async (reader, random) => {
  for (const [name, value] of Object.entries(variables)) {
    // deno-lint-ignore no-await-in-loop -- one after the other.
    await reader.set(name, encodeBytes(value));
  }
  const known = new Map(Object.entries(variables));
  const templates = Array.from({ length: 2 * count }, () => template(random, 3))
    .filter((text) => encodeBytes(text).length < longest);

  const expected = await evaluate(reader, templates);

  for (const [index, text] of templates.entries()) {
    const { value } = substitute(text, {
      variable: (name) => known.get(name),
      function: (name, inner, nested) => name === "EVAL" ? nested.substitute(inner) : lengthOf(name, inner),
    }, { maxLength: 1022 });
    assertEquals(value, expected[index], text);
  }
});

asteriskTest("matchesTime() agrees with Asterisk about now", async (reader, random) => {
  const specs = Array.from({ length: count }, () => timeSpec(random));

  const before = new Date();
  const answers = await evaluate(reader, specs.map((spec) => `\${IFTIME(${spec}?yes:no)}`));
  const after = new Date();

  for (const [index, spec] of specs.entries()) {
    // The clock may tick over between the questions.
    const possible = [before, after].map((time): string => matchesTime(spec, time) ? "yes" : "no");
    assertEquals(possible.includes(answers[index] ?? ""), true, `${spec} is ${answers[index]}`);
  }
});
