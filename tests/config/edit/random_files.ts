import fc from "fast-check";
import { encodeText } from "../../../config/source_text.ts";

/** A main file and two that it may include, with all that makes editing hard; not all of them are valid. */
export interface RandomFiles {
  readonly main: string;
  readonly included: readonly [string, string];
}

/** Lines in which one of the two included files has "@1" or "@2" for its name. */
const lines: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "a=1",
      "  B\t=\t2 ; same line",
      "a = 4",
      "a=",
      "c => x",
      "B = x; c",
      "exten => 100,1,NoOp(${A})",
      "c = \\;z ; c",
      "\\[x] = 3",
      "\\;h\\;=\\;",
      "ü = über",
      "c = \udcfc\udce9",
      "p = 1",
      "p += 2",
      "P = 1",
      "p +=",
      "",
      "",
      "; a comment",
      "\t; one more",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "[one]",
      "[two](!)",
      "[three](two)",
      "[Four] ; comment",
      "[five](!,two) ; comment",
      "[fünf](one,two)text",
      "[\udcff]",
      "[a\\;b]",
      "[one](+)",
      "[two](+TEMPLATES=include)",
      "[three](+,two)",
      "[three](two,+)",
      "[one](+a=.)",
      "[](+p=.)",
      "[]",
      "[x]()",
      "[x](!,+)",
      "[x](one,two,one)",
      `[${"n".repeat(85)}](+)`,
      `[${"n".repeat(85)}]`,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "c => x ;-- in line --; y",
      "c = \\;z ;-- block",
      ";-- a block",
      "d = in a block",
      "--; a = behind a block",
      ";-- [one] --; [one]",
      ";----",
      "c = 1 ;-- in --; ; line",
      ";-- --;",
      ";-- ;-- deeper",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "no equals",
      "= no name",
      "#nothing",
      "a = 4\r",
      "a = 4\r5",
      "\r",
      "\f",
      "a\0 = 5",
      "a = 5\0",
      "; noqa",
      ";!",
      `a = ${"x".repeat(8_000)}`,
      `; ${"x".repeat(8_190)}`,
      "#exec ls",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "#include @1",
      "#include @1 ; comment",
      '#tryinclude "@2" ; comment',
      "#include <@2>",
      "  #tryinclude @3",
      "#include @[12]",
      "#tryinclude @[13]",
    ),
  },
);

const body = (maxLength: number) => fc.array(lines, { maxLength }).map((parts) => parts.join("\n"));
const end = fc.constantFrom("", "\n", "\n", "\n\n");
const ends = (text: string) => text.replaceAll("\n", "\r\n");
const layout = fc.oneof(
  { weight: 6, arbitrary: fc.constant((text: string) => text) },
  { weight: 2, arbitrary: fc.constant(ends) },
  { weight: 1, arbitrary: fc.constant((text: string) => `\ufeff${text}`) },
  { weight: 1, arbitrary: fc.constant((text: string) => `\ufeff${ends(text)}`) },
);

const main = fc.tuple(
  fc.constantFrom("[one]\n", "; head\n\n[zero]\n[one]\n", "[one]\n[two](!)\n", "[two](!)\np=1\n\n[one](two)\n"),
  body(14),
  end,
  layout,
).map(([head, text, end, layout]) => layout(head + text + end));

const included = fc.tuple(fc.constantFrom("", "", "[one]\n", "; head\n[zero]\n"), body(6), end, layout)
  .map(([head, text, end, layout]) => layout(head + text + end));

/** Files of all kinds. */
export const randomFiles: fc.Arbitrary<RandomFiles> = fc.record({ main, included: fc.tuple(included, included) });

/** The files by their names, and which of them is the main one. The first included one may include the second one. */
export function nameFiles({ main, included }: RandomFiles, prefix = "random"): { name: string; files: NamedFiles } {
  const [first, second] = included;
  const place = (text: string) => encodeText(text.replaceAll(/@(?=[123[])/g, `${prefix}-`));
  return {
    name: `${prefix}.conf`,
    files: {
      [`${prefix}.conf`]: place(main),
      [`${prefix}-1`]: place(first.replaceAll(/@1|@\[\d+\]/g, "@2")),
      [`${prefix}-2`]: place(second.replaceAll(/#(?=.*@)/g, "; ")),
    },
  };
}

/** Bytes by path. */
export type NamedFiles = Readonly<Record<string, Uint8Array>>;
