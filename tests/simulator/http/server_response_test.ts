import { assertEquals } from "@std/assert";
import { complete, formatResponse, htmlError } from "../../../simulator/http/server_response.ts";

Deno.test("formatResponse() writes Asterisk's headers in its order and spelling", async () => {
  const headers = { "content-type": "application/json", location: "/ari/x", "x-other": "y" };
  const response = new Response('{"a":"é"}', { status: 201, statusText: "Created", headers });

  complete(response, { serverName: "Asterisk", now: 0, closes: true });
  const text = new TextDecoder().decode(await formatResponse(response));

  assertEquals(text.split("\r\n"), [
    "HTTP/1.1 201 Created",
    "Server: Asterisk",
    "Date: Thu, 01 Jan 1970 00:00:00 GMT",
    "Connection: close",
    "Cache-Control: no-cache, no-store",
    "Location: /ari/x",
    "Content-type: application/json",
    "x-other: y",
    "Content-Length: 10",
    "",
    '{"a":"é"}',
  ]);
});

Deno.test("formatResponse() gives a response without a body the length 0", async () => {
  const text = new TextDecoder().decode(
    await formatResponse(new Response(null, { status: 204, statusText: "No Content" })),
  );

  assertEquals(text, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
});

Deno.test("htmlError() is a page in which nothing is markup, signed by the server if it has a name", async () => {
  const signed = await htmlError(400, `<b>"'&`, { reason: "Bad Request", serverName: "A<B" }).text();
  const unsigned = await htmlError(400, "", { reason: "Bad Request", serverName: "" }).text();

  assertEquals(signed.split("\r\n").slice(2, 8), [
    "<title>400 Bad Request</title>",
    "</head><body>",
    "<h1>Bad Request</h1>",
    "<p>&lt;b&gt;&quot;&apos;&amp;</p>",
    "<hr />",
    "<address>A&lt;B</address>",
  ]);
  assertEquals(unsigned.includes("address"), false);
});
