/** Dialplans put together at random from what is hard: patterns, callers, priorities, includes; and times. */
import type { RandomText } from "./random_text.ts";

/** The globals that random lines use. */
export const globalLines =
  "[globals]\nG0=12\nG1=[1-3]X\nG2=1,2\nG3=${G0}\nG4=_X.\nG5=\nG6=p5\n_G7=x\n__G8=${G7}\nG9=$[2*${G0}]\n";

const usual = ["1", "2", "X", "N", "Z", "[12]", "[1-3]", "[2-9]", ".", "!"];
const symbols = [
  ...[..."0112234567899XXZNNxnzab+*#-.!é _\\"],
  ...[
    "[12]",
    "[1-3]",
    "[2-9]",
    "[0-9]",
    "[13-5]",
    "[3-1]",
    "[a-c]",
    "[]",
    "[-]",
    "[1-]",
    "[*#]",
    "[1,2]",
    "[12",
    "[[]",
  ],
  ...["[]]", "[X]", "[1-35-7]", "[9]"],
];
const names = [
  ...["s", "i", "t", "h", "1", "12", "123", "_.", "_!", "_X", "_X.", "_X!", "1-2", "_1-2", " 12 ", "T", "e", "alice"],
];
const callers = [
  ...["/", "/5551", "/_555X", "/_X.", "/_.", "/_[45].", "/555-1", "/ 5551", "/_5!", "/(555)1", "/5.5", "/_5-5"],
];
const priorities = [
  ...[
    "1",
    "1x",
    "0",
    "-1",
    "n",
    "n-1",
    "1+2",
    "x+1",
    "hint",
    "h",
    "N",
    "NEXT",
    "next+1",
    "same",
    "S",
    "1 ",
    "  2",
    "2(",
  ],
  ...["2()", "3( a )", "1(a)b", "l1", "l1+1", "", "1.5", "+1", "hint(a)", "n(b)+2", "n+2(c)", "2147483000"],
];
const applications = [
  ...["Return(q)", "NoOp", "  NoOp(x)", "NoOp (x)", "(x)", "", "NoOp()", "NoOp(a)(b)", "NoOp(a))", "${A}(x)"],
  ...["NoOp(${G0})", "NoOp,x", "NoOp|x|y", "NoOp(a,b", "PJSIP/a", "${G0}", "A&B", "NoOp(\\;x)", "NoOp(a)\tb"],
];

function manyOf(random: RandomText, choices: readonly string[], most: number): string {
  return random.join(choices, most);
}

function extension(random: RandomText): string {
  return random.pick([
    () => `_${manyOf(random, usual, 4)}`,
    () => `_${manyOf(random, symbols, 5)}`,
    () => manyOf(random, ["1", "2", "3", "-", "a", "s", "+", "*", "#", " "], 4),
    () => random.pick(names),
  ])();
}

function caller(random: RandomText): string {
  return random.below(4) === 0 ? random.pick(callers) : "";
}

/** The lines of a context that may include 39 others. Every step that it returns from says which line it is. */
export function randomContext(random: RandomText, number: number): string {
  let id = 0;
  const back = () => `Return(${number}-${id++})`;
  const other = () => `p${random.below(40)}`;
  const line = random.pick.bind(random)<() => string>;
  const lines = Array.from({ length: 3 + random.below(12) }, () =>
    line([
      () => `exten => ${extension(random)}${caller(random)},${1 + random.below(3)},${back()}`,
      () => `exten => ${extension(random)}${caller(random)},1(l${random.below(3)}),${back()}`,
      () =>
        `exten => ${extension(random)}${caller(random)},1,${back()}\n same => ` +
        `${random.pick(["n", "n+1", "2", "n(x)", "s", "3", "hint", "next", "n+0", "same+1"])},${back()}`,
      () => `exten=>${extension(random)},n,${back()}`,
      () => `include => ${other()}`,
      () => `include => ${other()},00:00-23:59,*,*,*`,
      () =>
        `exten => ${
          random.pick(["${G0}X", "_${G1}", "${G2}", "_${G0}${G3}", "$[1+1]", "${NOSUCH}1", "${G4}", "${G5}"])
        }` +
        `${caller(random)},${random.pick(priorities)}${random.pick([",", ",", "", ", "])}${random.pick(applications)}`,
      () => `exten => ${extension(random)},${random.pick(priorities)},${back()}`,
      () =>
        `${random.pick(["exten", "EXTEN"])} => ${extension(random)},${1 + random.below(2)},${
          random.pick(applications)
        }`,
      () =>
        random.pick([
          ...["same => n", "sameish => n,NoOp()", "SAME=n,NoOp()", "same => ", "include => ${G6}", "include => P3"],
          ...[
            "include => p2,x",
            "ignorepat => ${G0}",
            "ignorepat => _X",
            "switch => Nosuch/x@p",
            "lswitch => Nosuch/y@p",
          ],
          ...["eswitch => Nosuch/${EXTEN}@q", "autohints => no", "foo => bar", "exten => 1", "exten => ,1,NoOp()"],
        ]),
    ])());
  return `[p${number}]\n${lines.join("\n")}\n`;
}

/** A number to look up, without what separates arguments. */
export function randomNumber(random: RandomText): string {
  return random.below(3) > 0 ? manyOf(random, [..."112223456789ab*#+-"], 5) : random.pick([
    "s",
    "i",
    "t",
    "h",
    "1",
    "12",
    "123",
    "2",
    "22",
    "222",
    "1-2",
    "alice",
    "_X",
    "_1X",
    "X",
    "12345",
    "_.",
  ]);
}

const hours = ["9:00", "17:00", "0:00", "23:59", "24:00", "12:60", ":30", "9:", "9", "09:0", "-1:00", "1:2:3", "9.30"];
const weekdays = [
  "sun",
  "mon",
  "tue",
  "wed",
  "thu",
  "fri",
  "sat",
  "Sun",
  "MON",
  "sunday",
  "1",
  "2",
  "7",
  "0",
  "8",
  "mo",
];
const days = ["1", "5", "12", "28", "29", "30", "31", "0", "32", "01", "+5", "-1", "1x", "x"];
const months = ["jan", "feb", "mar", "apr", "jun", "sep", "dec", "Jan", "DEC", "january", "1", "12", "0", "13", "x"];
/** Those whose rules no release of the time zone database is going to change. */
const zones = [
  "UTC",
  "America/New_York",
  "Asia/Tokyo",
  "Asia/Kolkata",
  "Nowhere/Zone",
  "XYZ-14",
  "+03:00",
  "<+07>-7",
  "",
];

function range(random: RandomText, choices: readonly string[]): string {
  const one = () => random.pick(choices);
  return random.pick([
    ...[() => "*", () => "*", () => "*", () => "", one, () => `${one()}-${one()}`, () => `${one()}-${one()}`],
    ...[() => `${one()}&${one()}`, () => `${one()}-${one()}&${one()}`, () => `${one()}-`, () => `-${one()}`],
    ...[() => `${one()} - ${one()}`, () => `${one()}-${one()}-${one()}`, () => `&${one()}`],
  ])();
}

/** A time specification, and a moment for it. */
export function randomTime(random: RandomText): { spec: string; seconds: number } {
  const hour = () => random.below(3) === 0 ? random.pick(hours) : `${random.below(26)}:${random.below(62)}`;
  const times = random.pick([() => "*", () => "*", () => "", hour, () => `${hour()}-${hour()}`, () => `${hour()}-`]);
  const parts = [times(), range(random, weekdays), range(random, days), range(random, months), random.pick(zones)];
  const spec = parts.slice(0, 1 + random.below(5)).join(random.pick([",", ",", "|"])) || "*";
  return { spec, seconds: 1_700_000_000 + random.below(200_000_000) };
}
