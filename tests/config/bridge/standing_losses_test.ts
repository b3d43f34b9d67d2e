import { assertEquals } from "@std/assert";
import { findDifferences } from "../../../config/bridge/server_differences.ts";
import { standingLosses } from "../../../config/bridge/standing_losses.ts";
import { parse } from "../../../config/parse.ts";

Deno.test("standingLosses() names one line for each cause that concerns all lines from there on", () => {
  const file = parse("[a]\n;-- one\ntwo\nthree --;\nno equals\nno equals either\nx=1 ; c\n", { name: "m" });
  const written = new TextEncoder().encode("[a]\ntwo\nx = 1\n");

  const [difference] = findDifferences(file, new Map([["/etc/asterisk/m", written]])).values();
  const losses = difference === undefined ? [] : standingLosses(file, difference);

  assertEquals(losses.map(({ code, line }) => [code, line]), [
    ["block-comment-opened", 2],
    ["line-lost", 5],
    ["line-lost", 6],
    ["comment-lost", 7],
  ]);
});
