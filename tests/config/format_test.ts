import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { format, type FormatOptions, isFormatted } from "../../config/format.ts";
import type { ConfigFile } from "../../config/config_file.ts";
import { parse } from "../../config/parse.ts";
import { encodeText } from "../../config/source_text.ts";
import { randomFiles } from "./edit/random_files.ts";

function viewOf({ valid, sections, templates }: ConfigFile): unknown {
  const describe = ({ name, inherits, settings }: ConfigFile["sections"][number]) => ({
    name,
    inherits,
    settings: settings.map(({ name, value, isObject }) => [name, value, isObject]),
  });
  return [valid, sections.map(describe), templates.map(describe)];
}

/** What is in comments, in order. */
function commentsOf({ tree }: ConfigFile): string[] {
  return [...tree.lines()].flatMap(({ kind, comment, start, end }) => {
    if (comment !== undefined) return [tree.source.slice(comment, end).trimEnd()];
    return kind === "comment" ? [tree.source.slice(start, end).trimEnd()] : [];
  });
}

Deno.test("format() lays out operators, indents, comments and blank lines", () => {
  const text =
    "[a]\n  x=1;one\ny  =>  2\t\n\n\n\n; of b\n[b](a)   ; two\nexten=>1,1,NoOp()\nsame=>n,Hangup()\np+=2\nq=\n\n\n";

  assertEquals(
    format(text),
    "[a]\nx = 1 ;one\ny => 2\n\n; of b\n[b](a)   ; two\nexten => 1,1,NoOp()\n same => n,Hangup()\np +=2\nq =\n",
  );
});

Deno.test("format() leaves out what the options say", () => {
  const options: FormatOptions = { operators: "none", blankLines: false, indentSame: "keep" };

  assertEquals(
    format("[a]\nx = 1\ne+ = 2\nv = >3\n[b]\n   same  =>  n\n", options),
    "[a]\nx=1\ne+ =2\nv= >3\n[b]\n   same=>n\n",
  );
});

Deno.test("format() puts comments behind settings into one column, where they follow each other", () => {
  const text = "[a] ;0\nx=1;1\nlonger = é ; 2\n same=>n ;3\n\ny = 1    ; 4\nz = 22\nlast=1   ; 5\n";

  assertEquals(
    format(text, { alignComments: true }),
    "[a] ;0\nx = 1      ;1\nlonger = é ; 2\n same => n ;3\n\ny = 1 ; 4\nz = 22\nlast = 1 ; 5\n",
  );
});

Deno.test("format() does not make += of a name that ends with a plus", () => {
  assertEquals(format("[a]\n+ => 1\nb+  = 2\n", { operators: "none" }), "[a]\n+ =>1\nb+ =2\n");
});

Deno.test("format() does not make a byte order mark of what is none", () => {
  assertEquals(format("\r\ufeff#x = \n"), "\r\ufeff#x = \n");
});

Deno.test("format() leaves comment blocks and lines with escapes alone", () => {
  const text = "[a]\n;--\n\n\n x=1\n--;\n y=\\;2\n";

  assertEquals(format(text), text);
});

Deno.test("format() never changes what is read nor comments, and twice is once", () => {
  const options: fc.Arbitrary<FormatOptions> = fc.record({
    operators: fc.constantFrom("around" as const, "none" as const, "keep" as const),
    blankLines: fc.boolean(),
    indentSame: fc.constantFrom<0 | 1 | "keep">(0, 1, "keep"),
    alignComments: fc.boolean(),
  });
  const anyText = fc.array(
    fc.constantFrom("[", "]", "(", "a", "=", ">", "+", ";", "-", "\\", " ", "\t", "\r", "\n", "\0", "#", "ü", "\ufeff"),
    {
      maxLength: 60,
    },
  ).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      fc.oneof(randomFiles.map(({ main }) => main), anyText, anyText.map((text) => `[s]\n${text}`)),
      options,
      (text, how) => {
        const bytes = encodeText(text);
        const once = format(bytes, how);
        assertEquals(viewOf(parse(once)), viewOf(parse(bytes)));
        assertEquals(commentsOf(parse(once)), commentsOf(parse(bytes)));
        assertEquals(format(once, how), once);
        assertEquals(isFormatted(once, how), true);
      },
    ),
    { numRuns: 5_000, seed: 3 },
  );
});

Deno.test("regression: format() aligns the comments of 200,000 lines", () => {
  const text = `[a]\n${"x = 1 ; y\n".repeat(200_000)}`;

  assertEquals(format(text, { alignComments: true }).length >= text.length, true);
});
