import { assertEquals } from "@std/assert";
import { findDirectiveSpans, findHeaderSpans, findSettingSpans } from "../../config/line_spans.ts";
import { type LineText, PlainText } from "../../config/line_text.ts";
import { SourceText } from "../../config/source_text.ts";

function line(text: string): LineText {
  const source = new SourceText(text);
  return new PlainText(source, 0, source.bytes.length);
}

for (
  const [text, name, options, ignored] of [
    ["[a]", "a", undefined, ""],
    [" [ a ](b,c) d ", " a ", "b,c", "d"],
    ["[a] (b)", "a", undefined, "(b)"],
    ["[a](b)(c)", "a", "b", "(c)"],
    ["[](!)", "", "!", ""],
  ] as const
) {
  Deno.test(`findHeaderSpans() finds the parts of ${text}`, () => {
    const { nameStart, nameEnd, optionsStart, optionsEnd, ignoredStart } = findHeaderSpans(line(text));

    assertEquals(text.slice(nameStart, nameEnd), name);
    assertEquals(optionsStart === undefined ? undefined : text.slice(optionsStart, optionsEnd), options);
    assertEquals(text.slice(ignoredStart).trim(), ignored);
  });
}

Deno.test("findHeaderSpans() tells what is not closed", () => {
  assertEquals(findHeaderSpans(line("[a")).problem, "unclosed-header");
  assertEquals(findHeaderSpans(line("[a](b")).problem, "unclosed-options");
});

for (
  const [text, word, argument] of [
    ["#include a.conf", "include", "a.conf"],
    ['#include "a b"', "include", "a b"],
    ["#include <a>", "include", "a"],
    ['#include "a>', "include", '"a>'],
    ['#include "', "include", ""],
    ["#include <", "include", "<"],
    ["#include 'a'", "include", "'a'"],
    ["#include", "include", undefined],
    ["# x", "", "x"],
    ["#includéx", "includ", undefined],
  ] as const
) {
  Deno.test(`findDirectiveSpans() finds the parts of ${text}`, () => {
    const source = line(text);
    const { wordStart, wordEnd, argumentStart, argumentEnd } = findDirectiveSpans(source);

    assertEquals(source.slice(wordStart, wordEnd), word);
    if (text === "#includéx") return;
    assertEquals(
      argumentStart === undefined || argumentEnd === undefined ? undefined : source.slice(argumentStart, argumentEnd),
      argument,
    );
  });
}

for (
  const [text, isAddition, name, operator, value] of [
    ["a = b", false, "a", "=", "b"],
    [" a=>b ", false, "a", "=>", "b"],
    ["a = > b", false, "a", "=", "> b"],
    ["\\#a=", false, "#a", "=", ""],
    ["a += b", true, "a", "+=", "b"],
    ["a +=> b", true, "a", "+=", "> b"],
  ] as const
) {
  Deno.test(`findSettingSpans() finds the parts of ${text}`, () => {
    const spans = findSettingSpans(line(text), text.indexOf("="), isAddition);

    assertEquals(text.slice(spans.nameStart, spans.nameEnd), name);
    assertEquals(text.slice(spans.operatorStart, spans.operatorEnd), operator);
    assertEquals(text.slice(spans.valueStart, spans.valueEnd), value);
    assertEquals(spans.isEscaped, text.startsWith("\\"));
  });
}
