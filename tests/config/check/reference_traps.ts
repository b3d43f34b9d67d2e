/** What Asterisk's reader makes of a file otherwise than meant, each trap once, with the code that tells it. */
import type { Tables } from "./marked.ts";

const long = "x".repeat(8_190);

/** By what they are about. */
export const referenceTraps: Tables = [
  ["bytes", [
    ["a line over 8190 bytes", "dropped line-too-long", `[a]\n«b=${long}»\nc=1\n`],
    ["a comment over 8190 bytes", "dropped line-too-long", `[a]\n«;${long}»\n`],
    ["a NUL", "silent nul-byte", "[a]\nb=é«\0»1\n"],
    ["a carriage return alone", "silent lone-carriage-return", "[a]\nb=1«\r»c=2\n"],
    ["a byte order mark behind the first line", "silent byte-order-mark-kept", "[a]\n«\uFEFF»b=1\n"],
    [
      "a byte order mark in the second file of a glob",
      "silent byte-order-mark-kept",
      "[a]\n#include *.inc\n",
      { files: { "1.inc": "b=1\n", "2.inc": "«\uFEFF»c=1\n" } },
    ],
    ["UTF-16", "silent utf-16", "«\udcff\udcfe»[\0a\0]\0\n\0"],
    ["bytes that are no UTF-8", "style not-utf-8", "[a]\n«b=\udce9»\n"],
    ["a name over 79 bytes", "silent section-name-cut", `[«${"é".repeat(40)}»]\n`],
    ["a no-break space before a value", "silent blank-look-alike", "[a]\nb =«\u00a0»c\n"],
    ["an ideographic space before a name", "silent blank-look-alike", "[a]\n«\u3000»b = é\n"],
    ["a space without width behind a value", "silent blank-look-alike", "[a]\nb = é«\u200b»\n"],
  ]],

  ["comments", [
    ["a stray end of a block", "silent stray-block-end", "[a]\nb=é «--;» tail\nc=1\n"],
    ["a rule of dashes", "silent stray-block-end", "[a]\nb=1\n-«--;»\nc=1\n"],
    ["a block that is never closed", "silent unclosed-block", "[a]\n«b=1 ;-- c»\nd=1\n"],
    ["the 129th nested block", "fatal nested-comments", `[a]\n${";--\n".repeat(128)}«;--»\n`],
    ["what looks like an empty block", "silent block-not-closed", "[a]\n\tb=1 «;--;» c\nd=1\n--;\n"],
    ["a semicolon in quotes", "silent comment-in-quotes", '[a]\nb = "semi«;»colon"\n'],
    ["a semicolon in a URI", "silent comment-in-value", "[a]\ncontact = sip:a@é«;»transport=tcp\n"],
  ]],

  ["headers", [
    ["no closing bracket", "fatal unclosed-header", "[a]\n  «[b»\n"],
    ["a semicolon in a name", "fatal unclosed-header", "«[a»;b]\n"],
    ["no closing parenthesis", "fatal unclosed-options", "«[a](!»\nb=1\n"],
    ["a setting that begins with a bracket", "style header-like-setting", "[a]\n[«y=2»]\n"],
    ["the same without its closing bracket at the end", "silent header-text-ignored", "[a]\n[y] «= 2»\n"],
    ["blanks in a name", "silent section-name-blank", "[«\té »]\nb=1\n"],
    ["no name", "silent section-name-empty", "«[]»\nb=1\n"],
    ["a blank before the options", "silent options-ignored", "[t](!)\n[a] «(t)»\n"],
    ["text behind the header", "silent header-text-ignored", "[a] «b=1» ; c\n"],
    ["text behind the options", "silent header-text-ignored", "[a](!)«é»\n"],
    ["blanks around options", "fatal inherits-missing", "[t](!)\n[u](!)\n[a](t,« u»)\n"],
    ["blanks around the exclamation mark", "fatal inherits-missing", "[a](« ! »)\n"],
    ["an empty option", "silent empty-option", "[t](!)\n[a](t,«»)\n"],
    ["empty parentheses", "silent empty-option", "[t](!)\n[a](«»)\n"],
    ["an unknown base", "fatal inherits-missing", "[a](«t»)\n"],
    ["a base that comes later", "fatal inherits-missing", "[a](«t»)\n[t](!)\n"],
    ["an addition to nothing", "fatal addition-to-missing", "[a](«+»)\n"],
    ["an addition to a template", "fatal addition-to-template", "[t](!)\n[t](«+»)\n"],
    ["an addition that hides a section", "silent section-made-template", "[a]\nb=1\n[a](+,«!»)\n"],
    ["a filter that fits nothing", "fatal addition-to-missing", "[a]\nb=1\n[a](«+b=2»)\n"],
    ["a filter that is no regular expression", "dropped bad-filter", "[a]\nb=1\n[a](«+b=[»)\n"],
    ["a comma in a filter", "silent filter-cut", "[a]\nb=1\nc=1\n[a](+b=1,«c=1»)\n"],
    ["a section that is there again", "silent section-repeated", "[general]\nb=1\n[«GENERAL»]\nc=1\n"],
    ["another one that is there again", "style section-repeated", "[é]\nb=1\n[«é»]\nc=1\n"],
  ]],

  ["directives", [
    ["a hash as a comment", "dropped unknown-directive", "[a]\n«# b=1»\n"],
    ["a word that is none", "dropped unknown-directive", "[a]\n«#foo é»\n"],
    ["an include without its blank", "dropped unknown-directive", '[a]\n«#include"b.inc"»\n', {
      files: { "b.inc": "" },
    }],
    ["an include without a file", "dropped missing-argument", "[a]\n«#include»\n", { files: {} }],
    ["a file that is not there", "fatal include-missing", "[a]\n«#include b.inc»\n", { files: {} }],
    ["a folder", "dropped include-not-a-file", "[a]\n«#include d»\n", { files: { "d/b.inc": "" } }],
    ["a missing file that is only tried", "silent tryinclude-missing", "[a]\n«#tryinclude b.inc»\n", { files: {} }],
    [
      "a path that is meant relative to its file",
      "fatal include-missing",
      "[a]\n#include d/b.inc\n",
      { files: { "d/b.inc": "b=1\n«#include c.inc»\n", "d/c.inc": "" } },
    ],
    ["quotes that do not fit", "silent include-quote-open", '[a]\n#tryinclude «"b.inc»\n', { files: { "b.inc": "" } }],
    ["single quotes", "silent include-quote-open", "[a]\n#tryinclude «'b.inc'»\n", { files: { "b.inc": "" } }],
    ["a path over 255 bytes", "silent include-path-cut", `[a]\n#tryinclude «${"é".repeat(125)}»\n`, { files: {} }],
    ["a file that is there twice", "dropped include-repeated", "[a]\n#include b.inc\n«#include b.inc»\n", {
      files: { "b.inc": "b=1\n" },
    }],
    ["an included file that is broken", "silent include-cut", "[a]\n«#include b.inc»\nc=1\n", {
      files: { "b.inc": "b=1\n[b\n" },
    }],
    ["what breaks it", "fatal unclosed-header", "[a]\n#include b.inc\nc=1\n", { files: { "b.inc": "b=é\n«[b»\n" } }],
    ["the level that it costs", "silent include-level-lost", "[a]\n«#include b.inc»\nc=1\n", {
      files: { "b.inc": "[b\n" },
    }],
    ["a header in a file that does not count for its includer", "fatal no-section", "#include b.inc\n«c=1»\n", {
      files: { "b.inc": "[b]\n" },
    }],
    [
      "settings for the section of another file",
      "silent include-elsewhere",
      "[a]\n#include b.inc\n«#include c.inc»\n",
      {
        files: { "b.inc": "[b]\n", "c.inc": "é=1\n" },
      },
    ],
    ["the same without a section before", "silent include-elsewhere", "#include b.inc\n\t«#include c.inc» ; c\n", {
      files: { "b.inc": "[b]\n", "c.inc": "é=1\n" },
    }],
    ["a command", "dropped exec-disabled", "[a]\n«#exec date»\n"],
    ["several commands", "silent exec-list", "[a]\n#exec echo b=1 «&&» echo c=1\n"],
  ]],

  ["depth", [
    ["a file that includes itself", "fatal include-too-deep", "[a]\n«#include a.conf»\n", { files: {} }],
  ]],

  ["settings", [
    ["a setting before the first section", "fatal no-section", "  «b = é»\n[a]\n"],
    ["text before the first section", "fatal no-section", "«hello»\n[a]\n"],
    ["a backslash before a blank", "fatal bad-escape", "[a]\n«\\ b=1»\n"],
    ["a backslash alone", "fatal bad-escape", "[a]\n«\\»\n"],
    ["no equals sign", "dropped no-equals", "[a]\n\t«é hello» ; c\n"],
    ["no name", "dropped no-name", "[a]\n«= 1»\n"],
    ["an arrow behind +=", "silent addition-with-arrow", "[a]\nb=1\nb+=«>»2\n"],
    ["+= in another case", "silent addition-other-case", "[a]\nb=1\n«B»+=2\n"],
    ["+= with nothing to add to", "style addition-alone", "[a]\nb «+=» 2\n"],
    ["+= that changes another one", "silent addition-elsewhere", "[a]\nb=1\nb=1\n«b+=2»\n"],
    ["a plus that stands apart", "silent name-with-plus", "[a]\nb=1\nb «+» = 2\n"],
    ["an arrow that stands apart", "silent value-with-operator", "[a]\nb = «>»2\n"],
    ["two equals signs", "silent value-with-operator", "[a]\nb=«=»2\n"],
  ]],

  ["reading", [
    [
      "a value of a template that counts",
      "silent value-shadowed",
      "[t](!)\nstatic=no\n[general](t)\nstatic=«yes»\n",
      { name: "extensions.conf" },
    ],
    [
      "the same in a module that goes through all",
      "silent duplicate-option",
      "[general]\n«bindport»=1\nbindport=2\n",
      { name: "http.conf" },
    ],
    ["a word that is no boolean", "silent wrong-value", "[general]\nenabled=«maybe»\n", { name: "http.conf" }],
    ["a number with something behind it", "dropped wrong-value", "[general]\nbindport=«80 é»\n", { name: "http.conf" }],
    ["a name twice, in JSON", "silent json-duplicate-name", "[a]\nb=1\n«b»=2\n", { json: true }],
    ["a section twice, in JSON", "silent json-duplicate-name", "[a]\nb=1\n[«a»]\nb=2\n", { json: true }],
    ["a template's name twice, in JSON", "silent json-duplicate-name", "[t](!)\nb=1\n[a](t)\n«b»=2\n", { json: true }],
    ["what JSON takes for the templates", "silent json-duplicate-name", "[t](!)\n[a](t)\n«templates»=2\n", {
      json: true,
    }],
    ["a tab, in JSON", "silent json-control-character", "[a]\nb=«é\tc»\n", { json: true }],
    ["bytes that are no UTF-8, in JSON", "silent json-not-utf-8", "[a]\nb=«\udce9»\n", { json: true }],
  ]],
];
