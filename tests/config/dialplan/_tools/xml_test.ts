import { assertEquals, assertThrows } from "@std/assert";
import { childrenOf, descendantsOf, parseXml } from "../../../../config/dialplan/_tools/xml.ts";

Deno.test("parseXml() reads elements and attributes, and leaves text and comments out", () => {
  const root = parseXml(`<?xml version="1.0"?><!DOCTYPE a SYSTEM "a.dtd">
<a x="1 &amp; &#50; &quot;" y='z'>text <b/><!-- <c> --><d:e f-g="h"><b/></d:e></a>`);

  assertEquals(childrenOf(root, "a").map(({ attributes }) => attributes), [{ x: '1 & 2 "', y: "z" }]);
  assertEquals(childrenOf(childrenOf(root, "a")[0], "b").length, 1);
  assertEquals([...descendantsOf(root, "b")].length, 2);
  assertEquals([...descendantsOf(root, "d:e")].map(({ attributes }) => attributes["f-g"]), ["h"]);
});

Deno.test("parseXml() rejects tags that do not fit", () => {
  assertThrows(() => parseXml("<a>\n<b></a>"), SyntaxError, 'at line 2: "</a>" ends "b"');
  assertThrows(() => parseXml("<a>"), SyntaxError, '"<a>" has no end');
  assertThrows(() => parseXml("</a>"), SyntaxError, '"</a>" ends ""');
});
