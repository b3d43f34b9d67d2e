import { assertEquals } from "@std/assert";
import { corsHeaders, optionsHeaders } from "../../../../simulator/fronts/ari/cors.ts";
import { allOperations, Router } from "../../../../simulator/fronts/ari/router.ts";
import { type HttpHeader, HttpHeaders } from "../../../../simulator/http/headers.ts";

const origin = "http://a.example";

function options(...headers: HttpHeader[]): Record<string, string> {
  const route = new Router(allOperations()).find("channels/x");
  return route === undefined ? {} : optionsHeaders(new HttpHeaders(headers), route, [origin]);
}

Deno.test("corsHeaders() names an origin that is allowed, with regard to case", () => {
  const named = (name: string, value: string, allowed: string[]) =>
    corsHeaders(new HttpHeaders([[name, value]]), allowed);

  const expected = { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" };
  assertEquals(named("Origin", origin, [origin]), expected);
  assertEquals(named("Origin", origin, ["*"]), expected);
  assertEquals(named("origin", origin, ["*"]), {});
  assertEquals(named("Origin", "http://A.example", [origin]), {});
  assertEquals(named("Origin", origin, []), {});
});

Deno.test("optionsHeaders() answers a page that asks for a method of the resource", () => {
  const method: HttpHeader = ["Access-Control-Request-Method", "DELETE"];
  const headers: HttpHeader = ["Access-Control-Request-Headers", "x-a, x-b"];
  const allow = { Allow: "OPTIONS,GET,POST,DELETE" };
  const methods = { "Access-Control-Allow-Methods": "OPTIONS,GET,POST,DELETE" };

  assertEquals(options(["Origin", origin], method), { ...allow, ...methods });
  assertEquals(options(["Origin", origin], method, headers), {
    ...allow,
    ...methods,
    "Access-Control-Allow-Headers": "x-a, x-b",
  });
  assertEquals(options(method, headers), allow);
  assertEquals(options(["Origin", origin], headers), allow);
  assertEquals(options(["Origin", "http://b.example"], method), allow);
  assertEquals(options(["Origin", origin], ["Access-Control-Request-Method", "PUT"]), allow);
  assertEquals(options(["Origin", origin], ["Access-Control-Request-Method", "delete"]), allow);
});
