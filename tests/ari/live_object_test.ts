import { assertEquals, assertStringIncludes } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { findHost, makeLiveClass } from "../../ari/live_object.ts";
import type { ObjectHost } from "../../ari/objects.ts";
import { restOfHost } from "../support/rest_of_host.ts";

const host: ObjectHost = {
  ...restOfHost,
  clock: systemClock,
  run: () => Promise.reject(new Error("run")),
  on: () => ({ [Symbol.dispose]: () => {} }),
  once: () => Promise.reject(new Error("once")),
  onGone: () => ({ [Symbol.dispose]: () => {} }),
};

const playback = { id: "p", media_uri: "sound:a", target_uri: "channel:c", language: "en", state: "done" };

for (
  const [what, fields] of [
    ["the usual fields", playback],
    ["a field more", { ...playback, next_media_uri: "sound:b" }],
    ["a field less", { id: "p" }],
    ["another order", Object.fromEntries(Object.entries(playback).reverse())],
    ["no field", {}],
  ] satisfies [string, Record<string, unknown>][]
) {
  Deno.test(`an object with ${what} holds just these, in their order, and its host`, () => {
    const object = makeLiveClass("Playback").make(host, structuredClone(fields));

    assertEquals(Object.entries(object), Object.entries(fields));
    assertEquals(structuredClone(object) as unknown, fields);
    assertEquals(findHost(object), host);
    assertStringIncludes(Deno.inspect(object), "Playback {");
  });
}

Deno.test("a field called __proto__ stays a field, and what was made elsewhere has no host", () => {
  const object = makeLiveClass("Sound").make(host, JSON.parse('{"__proto__":{"polluted":true}}'));

  assertEquals(Object.hasOwn(object, "__proto__"), true);
  assertEquals("polluted" in object, false);
  assertStringIncludes(Deno.inspect(object), "Sound {");
  assertEquals(findHost({}), undefined);
});
