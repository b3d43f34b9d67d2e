import { assertEquals, assertRejects } from "@std/assert";
import { readContent } from "../../../../simulator/fronts/ari/request_content.ts";
import { Refusal } from "../../../../simulator/fronts/ari/responses.ts";
import { HttpHeaders } from "../../../../simulator/http/headers.ts";
import type { BodyResult, HttpRequest } from "../../../../simulator/http/http_request.ts";

function request(type: string | undefined, body: string | BodyResult): HttpRequest {
  return {
    method: "POST",
    target: "/",
    remoteAddress: "127.0.0.1",
    headers: new HttpHeaders(type === undefined ? [] : [["content-type", type]]),
    readBody(limit): Promise<BodyResult> {
      if (typeof body !== "string") return Promise.resolve(body);
      const bytes = new TextEncoder().encode(body);
      return Promise.resolve(bytes.length > limit ? { kind: "too-long" } : { kind: "body", bytes });
    },
  };
}

Deno.test("readContent() reads JSON and forms, whatever the case of their type and its parameters", async () => {
  assertEquals((await readContent(request("Application/JSON; charset=x", '{"a":1}'))).json, { a: 1 });
  assertEquals((await readContent(request("application/json", ""))).json, undefined);
  const { form } = await readContent(request("application/x-www-form-urlencoded", "a=b+c&a=d"));
  assertEquals(form.getAll("a"), ["b c", "d"]);
});

Deno.test("readContent() does not look at a body of another type", async () => {
  for (const type of [undefined, "text/plain"]) {
    const { form, json } = await readContent(request(type, "x".repeat(50_000)));
    assertEquals([[...form], json], [[], undefined]);
  }
});

Deno.test("readContent() refuses what is too long or broken, and then the connection is over", async () => {
  const tooLong = await assertRejects(() => readContent(request("application/json", "1".repeat(40_961))), Refusal);
  const broken = await assertRejects(() => readContent(request("application/json", { kind: "broken" })), Refusal);
  const unreadable = await assertRejects(() => readContent(request("application/json", "{")), Refusal);

  assertEquals([tooLong, broken, unreadable].map(({ status, message, closes }) => [status, message, closes]), [
    [413, "Request body too large", true],
    [400, "Error parsing request body", true],
    [400, "Error parsing request body", false],
  ]);
});
