import { assertEquals } from "@std/assert";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { type HttpHeader, HttpHeaders } from "../../../simulator/http/headers.ts";
import { RequestBody } from "../../../simulator/http/request_body.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function open(header: HttpHeader | undefined, data: string): { body: RequestBody; reader: ByteReader } {
  const connection = new MemoryConnection();
  connection.give(data);
  connection.end();
  const reader = new ByteReader(connection, new VirtualClock({ epoch: 0, auto: false }));
  return { reader, body: new RequestBody(reader, new HttpHeaders(header === undefined ? [] : [header])) };
}

async function read(header: HttpHeader | undefined, data: string, limit = 10): Promise<string> {
  const result = await open(header, data).body.read(limit);
  return result.kind === "body" ? new TextDecoder().decode(result.bytes) : result.kind;
}

const chunked: HttpHeader = ["Transfer-Encoding", "chunked"];

for (
  const [header, data, expected] of [
    [undefined, "abc", ""],
    [["Content-Length", "0"], "abc", ""],
    [["content-length", " 3x"], "abcdef", "abc"],
    [["Content-Length", "10"], "0123456789", "0123456789"],
    [["Content-Length", "11"], "0123456789x", "too-long"],
    [["Content-Length", "4"], "abc", "broken"],
    [chunked, "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde"],
    [chunked, "A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", "0123456789"],
    [chunked, "a\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n", "too-long"],
    [chunked, "3\r\nabcd\r\n0\r\n\r\n", "broken"],
    [chunked, "x\r\n", "broken"],
    [chunked, "\r\n", "broken"],
    [chunked, "3\nabc\r\n0\r\n\r\n", "broken"],
    [chunked, "3\r\nabc\r\n0\r\n", "broken"],
  ] satisfies [HttpHeader | undefined, string, string][]
) {
  Deno.test(`RequestBody.read() of ${header?.join(" ")} finds "${expected}" in ${JSON.stringify(data)}`, async () => {
    assertEquals(await read(header, data), expected);
  });
}

Deno.test("RequestBody reads the same chunks however they are cut", async () => {
  const data = new TextEncoder().encode("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  for (let cut = 1; cut < data.length; cut++) {
    const connection = new MemoryConnection();
    connection.give(data.slice(0, cut));
    connection.give(data.slice(cut));
    const reader = new ByteReader(connection, new VirtualClock({ epoch: 0, auto: false }));

    // deno-lint-ignore no-await-in-loop -- One cut after the other.
    const result = await new RequestBody(reader, new HttpHeaders([chunked])).read(10);

    assertEquals(result, { kind: "body", bytes: new TextEncoder().encode("abcde") });
  }
});

Deno.test("RequestBody.discard() leaves the connection at the next request, if it can", async () => {
  const plain = open(["Content-Length", "50000"], `${"x".repeat(50_000)}next`);
  const chunks = open(chunked, "3\r\nabc\r\n0\r\n\r\nnext");
  const broken = open(["Content-Length", "9"], "abc");

  const discarded = [await plain.body.discard(), await chunks.body.discard(), await broken.body.discard()];

  assertEquals(discarded, [true, true, false]);
  assertEquals((await plain.reader.readLine(9))?.text, "next");
  assertEquals((await chunks.reader.readLine(9))?.text, "next");
});

Deno.test("RequestBody knows lengths that make no sense", () => {
  assertEquals(["x", "-1", "5"].map((value) => open(["Content-Length", value], "").body.isMalformed), [
    true,
    true,
    false,
  ]);
});
