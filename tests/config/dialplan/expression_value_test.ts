import { assertEquals } from "@std/assert";
import {
  answerValue,
  compareValues,
  type ExpressionValue,
  isChosen,
  isComplementTrue,
  isNothing,
  numberValue,
  textValue,
  toNumber,
  toText,
  toUnquoted,
  truthValue,
} from "../../../config/dialplan/expression_value.ts";
import { parseLongDouble } from "../../../config/dialplan/long_double.ts";

function number(text: string): ExpressionValue {
  return numberValue(parseLongDouble(text));
}

Deno.test("textValue() takes digits and points for a number, and nothing else", () => {
  assertEquals(["12", "1.2.3", ".", "", "-1", "1e3"].map((text) => toNumber(textValue(text)) !== undefined), [
    ...[true, true, true],
    ...[false, false, false],
  ]);
});

Deno.test("answerValue() also takes signs, blanks and nothing for a number", () => {
  assertEquals(["", " 5 ", "-5", "5-3", "1x"].map((text) => toText(answerValue(text))), ["0", "5", "-5", "5", "1x"]);
});

Deno.test("toUnquoted() takes all quotes away where the first and the last character are one", () => {
  assertEquals(['"a"b"', '"a', '""', '"'].map((text) => toUnquoted(textValue(text))), ["ab", '"a', "", ""]);
});

Deno.test("isNothing(), isChosen() and isComplementTrue() each have their own idea of truth", () => {
  const values = [textValue(""), textValue('""'), textValue("a"), textValue("0.0"), textValue("0.5"), number("0.5")];

  assertEquals(values.map(isNothing), [true, false, false, true, false, false]);
  assertEquals(values.map(isChosen), [false, false, true, false, true, true]);
  assertEquals(values.map(isComplementTrue), [true, true, true, true, true, false]);
});

Deno.test("compareValues() compares numbers if both are, else bytes", () => {
  assertEquals(compareValues(textValue("10"), number("9")), 1);
  assertEquals(compareValues(textValue('"10"'), textValue('"9"')), -1);
  assertEquals(compareValues(textValue("1.0"), textValue("01")), 0);
  assertEquals(compareValues(textValue("\xc3\xa9"), textValue("z")), 1);
});

Deno.test("truthValue() is 1 or 0", () => {
  assertEquals([toText(truthValue(true)), toText(truthValue(false))], ["1", "0"]);
});
