import { parseRequest } from "../../agi/request.ts";
import { assertEquals } from "@std/assert";

function read(agi_request: string): unknown[] {
  const { scheme, path, query } = parseRequest({ agi_request });
  return [scheme, path, query.toString()];
}

Deno.test("parseRequest() takes an address apart, and decodes the query alone", () => {
  assertEquals(read("agi://127.0.0.1:4573/ask/a%20b?queue=sales%20north&x#frag"), [
    "agi",
    "/ask/a%20b",
    "queue=sales+north&x=",
  ]);
  assertEquals(read("agi://[::1]"), ["agi", "/", ""]);
  assertEquals(read("agi://host?x=1"), ["agi", "/", "x=1"]);
  assertEquals(read("HAGI://example.com/a//b"), ["hagi", "/a//b", ""]);
});

Deno.test("parseRequest() knows AsyncAGI, and a program by its path", () => {
  assertEquals(read("async"), ["async", "/", ""]);
  assertEquals(read("/var/lib/asterisk/agi-bin/x.ts"), ["file", "/var/lib/asterisk/agi-bin/x.ts", ""]);
  assertEquals(parseRequest({}).scheme, "file");
});
