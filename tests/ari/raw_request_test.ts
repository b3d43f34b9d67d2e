import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { buildRawRequest, type RawRequestOptions } from "../../ari/raw_request.ts";

Deno.test("buildRawRequest() takes an encoded path, or segments that it encodes", () => {
  const request = { method: "GET", path: "/deviceStates/Stasis:a%2Bb%20c", query: "" } as const;

  assertEquals(buildRawRequest("GET", "/deviceStates/Stasis:a%2Bb%20c", {}), request);
  assertEquals(buildRawRequest("GET", ["deviceStates", "Stasis:a+b c"], {}), {
    ...request,
    path: "/deviceStates/Stasis%3Aa%2Bb%20c",
  });
});

Deno.test("buildRawRequest() encodes the query and joins its lists, and sends a body as JSON", () => {
  const query = { "a b": "1+1 & é", n: 5, b: true, list: ["x,y", "z"], none: undefined };

  assertEquals(buildRawRequest("POST", "/new/operation", { query, body: { any: [1, null] } }), {
    method: "POST",
    path: "/new/operation",
    query: "?a%20b=1%2B1%20%26%20%C3%A9&n=5&b=true&list=x%5C%2Cy%2Cz",
    body: '{"any":[1,null]}',
  });
  assertEquals(buildRawRequest("DELETE", "/new", { body: null }).body, "null");
});

const badPaths = [
  "",
  "/",
  "channels",
  "/channels/",
  "//channels",
  "/channels//x",
  "/channels/../asterisk",
  "/channels/%2E%2e/asterisk",
  "/channels/.",
  "/channels/a b",
  "/channels/é",
  "/channels/a%2",
  "/channels?x=1",
  "/channels#x",
  "/channels/a\r\nEvil: 1",
  "/channels/a\n",
  "/channels/a\0",
  "/channels/a%00",
  "/channels\\x",
  "http://elsewhere/channels",
];
for (const path of badPaths) {
  Deno.test(`buildRawRequest() refuses ${JSON.stringify(path)} for a path`, () => {
    assertThrows(() => buildRawRequest("GET", path, {}), TypeError, "is no encoded path below /ari");
  });
}

Deno.test("buildRawRequest() refuses segments that name nothing, and what is no request at all", () => {
  const cases: [method: string, path: string | string[], options: unknown, message: string][] = [
    ["GET", [], {}, "the path has no segments"],
    ["GET", ["channels", ""], {}, 'must name something, current value is ""'],
    ["GET", ["channels", ".."], {}, 'must name something, current value is ".."'],
    ["GET", ["channels", "a\0"], {}, '"path" holds a NUL'],
    ["PATCH", "/channels", {}, 'the method must be GET, POST, PUT or DELETE, not "PATCH"'],
    ["get", "/channels", {}, 'not "get"'],
    ["GET", "/channels", { query: { a: null } }, '"query.a" must be a string, not null'],
    ["GET", "/channels", { query: { a: NaN } }, '"query.a" must be a string, not number NaN'],
    ["GET", "/channels", { query: { a: [1] } }, '"query.a" must be a string, not number 1'],
    ["GET", "/channels", { query: ["a"] }, '"query" must be an object, not a list'],
    ["GET", "/channels", { body: {} }, "a GET has no body"],
    ["POST", "/channels", { body: () => {} }, '"body" must be a JSON value, not function'],
  ];
  for (const [method, path, options, message] of cases) {
    assertThrows(() => buildRawRequest(method, path, options as RawRequestOptions), TypeError, message);
  }
});

Deno.test("buildRawRequest() refuses what Asterisk must be able to rely on, in whichever form it travels", () => {
  const cases: [method: string, path: string, options: RawRequestOptions, message: string][] = [
    ["POST", "/channels/c/move", {}, 'Cannot run channels.move: parameter "app" is missing'],
    ["POST", "/channels/c/%6dove", {}, 'parameter "app" is missing'],
    ["POST", "/channels/c/move", { query: { app: "a" }, body: { app: null } }, '"app" must be a string, not null'],
    ["POST", "/channels/c/move", { query: { app: "a" }, body: ["x"] }, 'parameter "body" must be an object'],
    ["POST", "/bridges/b/record", { query: { name: "n" } }, 'Cannot run bridges.record: parameter "format" is missing'],
    ["POST", "/bridges/b/variable", { query: { variable: "" } }, '"variable" is an empty string'],
    ["POST", "/applications/a/subscription", { body: { eventSource: [5] } }, "not number 5"],
    ["POST", "/events/user/e", { query: { application: "a" }, body: { source: [{}] } }, "not an object"],
    ["PUT", "/asterisk/config/dynamic/a/b/c", { body: { fields: [5] } }, '"fields" must be a list of'],
    ["PUT", "/asterisk/config/dynamic/a/b/c", {}, '"fields" is missing'],
  ];
  for (const [method, path, options, message] of cases) {
    assertThrows(() => buildRawRequest(method, path, options), TypeError, message);
  }
});

Deno.test("buildRawRequest() lets everything else through, also what the typed door refuses", () => {
  assertEquals(buildRawRequest("POST", "/channels/c/play", {}).query, "");
  assertEquals(buildRawRequest("GET", "/channels/c", { query: { unknown: "1" } }).query, "?unknown=1");
  assertEquals(buildRawRequest("POST", "/channels/c/move", { body: { app: "a" } }).body, '{"app":"a"}');
  assertEquals(buildRawRequest("POST", "/channels/%ff", {}).path, "/channels/%ff");
});

Deno.test("buildRawRequest() throws RangeError for what Asterisk does not read", () => {
  assertThrows(
    () => buildRawRequest("GET", "/channels", { query: { a: "x".repeat(4_095) } }),
    RangeError,
    "Cannot run request: its request line has 4126 bytes, the limit is 4095",
  );
  assertThrows(
    () => buildRawRequest("PUT", "/channels", { body: "x".repeat(40_960) }),
    RangeError,
    "its body has 40962 bytes, the limit is 40960",
  );
});

Deno.test("buildRawRequest() gives a URL that means just the segments and the query it was given, whatever they hold", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((value) => {
    return !value.includes("\0") && value !== "." && value !== ".." && value.isWellFormed();
  });
  const decode = (encoded: string) => decodeURIComponent(encoded.replaceAll("+", " "));

  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, text, (segments, name, value) => {
    const { path, query } = buildRawRequest("GET", ["x", ...segments], { query: { [name]: value } });
    const url = new URL(`http://pbx/ari${path}${query}`);

    assertEquals(url.pathname.split("/").slice(3).map(decode), segments);
    assertEquals([...new URLSearchParams(url.search.slice(1))], [[name, value]]);
  }));
});
