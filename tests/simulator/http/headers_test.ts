import { assertEquals } from "@std/assert";
import { HttpHeaders } from "../../../simulator/http/headers.ts";

const headers = new HttpHeaders([["Origin", "a"], ["x-One", "1"], ["X-ONE", "2"], ["Origin", "b"]]);

Deno.test("HttpHeaders.get() finds the first header, whatever the case of its name", () => {
  assertEquals([headers.get("X-One"), headers.get("origin"), headers.get("y")], ["1", "a", undefined]);
  assertEquals(headers.getAll("x-one"), ["1", "2"]);
});

Deno.test("HttpHeaders.getExact() finds the last header of just this name", () => {
  assertEquals([headers.getExact("Origin"), headers.getExact("origin")], ["b", undefined]);
});

Deno.test("HttpHeaders.from() gives the names of fetch their usual case", () => {
  const made = HttpHeaders.from(new Headers({ "access-control-request-method": "GET" }));

  assertEquals(made.getExact("Access-Control-Request-Method"), "GET");
});
