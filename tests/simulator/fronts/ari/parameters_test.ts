import { assertEquals, assertThrows } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import { Parameters } from "../../../../simulator/fronts/ari/parameters.ts";
import { Refusal } from "../../../../simulator/fronts/ari/responses.ts";

function parameters(query: string, body: { form?: string; json?: object } = {}): Parameters {
  return new Parameters(operations["channels.play"], {
    path: new Map([["channelId", "x"]]),
    query: new URLSearchParams([body.form ?? "", query].join("&")),
    json: body.json,
  });
}

Deno.test("Parameters prefers JSON to the query, the query to the form, and the last to the first", () => {
  assertEquals(parameters("lang=b&lang=c", { form: "lang=a" }).string("lang"), "c");
  assertEquals(parameters("", { form: "lang=a&lang=b" }).string("lang"), "b");
  assertEquals(parameters("lang=b", { json: { lang: "d" } }).string("lang"), "d");
  assertEquals(parameters("").string("lang"), undefined);
  assertEquals(parameters("").path("channelId"), "x");
});

Deno.test("Parameters does not convert JSON: a number is no text, and a text or a fraction counts as 0", () => {
  const given = parameters("lang=b&skipms=7", { json: { lang: 5, skipms: "9" } });

  assertEquals([given.string("lang"), given.integer("skipms")], [undefined, 0]);
  assertEquals(parameters("", { json: { skipms: 9.7 } }).integer("skipms"), 0);
});

Deno.test("Parameters reads whole numbers and Asterisk's words for yes", () => {
  assertEquals(["12", "-3x", "x", ""].map((text) => parameters(`skipms=${text}`).integer("skipms")), [12, -3, 0, 0]);
  assertEquals(["yes", "On", "1", "no", "2"].map((text) => parameters(`lang=${text}`).boolean("lang")), [
    true,
    true,
    true,
    false,
    false,
  ]);
  assertEquals(parameters("", { json: { lang: "true" } }).boolean("lang"), false);
  assertEquals(parameters("").boolean("lang"), undefined);
});

Deno.test("Parameters splits lists at commas but not in quotes, parentheses, brackets or behind a backslash", () => {
  assertEquals(parameters("media=a(b,c)),d[e,f],(g,h").list("media"), ["a(b,c))", "d[e,f]", "(g,h"]);
  assertEquals(parameters('media=a,b"c,d"e,f\\,g').list("media"), ["a", "bc,de", "f,g"]);
  assertEquals(parameters("media=a&media=b,c").list("media"), ["b", "c"]);
  assertEquals(parameters("", { json: { media: ["a,b", "c"] } }).list("media"), ["a,b", "c"]);
  assertEquals(parameters("", { json: { media: "a" } }).list("media"), ["a"]);
  assertEquals(parameters("").list("media"), []);
});

Deno.test("Parameters.check() refuses a list of 128, by its name in Asterisk", () => {
  parameters(`media=${Array(127).fill("a").join(",")}`).check();

  assertThrows(
    () => parameters(`media=${Array(128).fill("a").join(",")}`).check(),
    Refusal,
    "Too many values for media",
  );
});

Deno.test("Parameters takes nothing from a JSON array", () => {
  const given = parameters("lang=b", { json: [{ lang: "a" }] });

  assertEquals([given.string("lang"), given.body], ["b", [{ lang: "a" }]]);
});

Deno.test("Parameters does not see what the release has not got, and knows the values that it has", () => {
  const operation = { ...operations["channels.hangup"], withheld: ["reason_code"] };
  const sources = { path: new Map<string, string>(), query: new URLSearchParams("reason_code=1&reason=busy") };

  const given = new Parameters(operation, { ...sources, json: { reason_code: 2 } });

  assertEquals([given.string("reason_code"), given.json("reason_code"), given.string("reason")], [
    undefined,
    undefined,
    "busy",
  ]);
  assertEquals([given.knows("reason", "busy"), given.knows("reason", "x"), given.knows("app", "x")], [
    true,
    false,
    true,
  ]);
});

Deno.test("Parameters refuses variables that are no texts where the release takes texts only", () => {
  const operation = { ...operations["channels.originate"], takesTextsOnly: true };
  const check = (variables: unknown) => {
    new Parameters(operation, { path: new Map(), query: new URLSearchParams(), json: { variables } }).check();
  };

  check({ A: "1" });
  check(undefined);
  assertThrows(() => check({ A: { value: "1" } }), Refusal, "Only string values in the 'variables' object allowed");
});
