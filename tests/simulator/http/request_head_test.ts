import { assertEquals } from "@std/assert";
import { ByteReader } from "../../../simulator/http/byte_reader.ts";
import { readHead } from "../../../simulator/http/request_head.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { MemoryConnection } from "./memory_connection.ts";

function read(text: string): ReturnType<typeof readHead> {
  const connection = new MemoryConnection();
  connection.give(text);
  connection.end();
  return readHead(new ByteReader(connection, new VirtualClock({ epoch: 0, auto: false })));
}

async function problem(text: string): Promise<string> {
  const head = await read(text);
  return head?.kind === "problem" ? `${head.status} ${head.reason}: ${head.text}` : `${head?.kind}`;
}

Deno.test("readHead() reads a request line and headers, as loosely as Asterisk", async () => {
  const head = await read(" get\t/a?b  HTTP/1.1\r\nHost: x\r\nNothing\nEmpty:\r\n: y\nA : b: c \n\n");

  assertEquals(head?.kind === "head" && [head.method, head.target], ["get", "/a?b"]);
  assertEquals(head?.kind === "head" && ["Host", "Empty", "A"].map((name) => head.headers.get(name)), [
    "x",
    undefined,
    "b: c",
  ]);
});

Deno.test("readHead() finds nothing on a connection that is over", async () => {
  assertEquals(await read(""), undefined);
});

const line = "GET /a HTTP/1.1\r\n";

for (
  const [text, expected] of [
    ["GET\r\n\r\n", "400 Bad Request: Invalid Request"],
    ["\r\n", "400 Bad Request: Invalid Request"],
    ["GET /a", "400 Bad Request: Timeout"],
    [`GET /${"a".repeat(4_095 - 7)}\r\n\r\n`, "head"],
    [`GET /${"a".repeat(4_096 - 7)}\r\n\r\n`, "400 Bad Request: Request line too long"],
    [line, "400 Bad Request: Timeout"],
    [`${line}A: b`, "400 Bad Request: Timeout"],
    [`${line}A: ${"b".repeat(4_096 - 5)}\r\n\r\n`, "400 Bad Request: Header line too long"],
    [`${line}${"A: b\r\n".repeat(100)}\r\n`, "head"],
    [`${line}${"A: b\r\n".repeat(101)}\r\n`, "413 Request Entity Too Large: Too many headers"],
    [`${line}${"A: b\r\nnothing\r\n".repeat(100)}\r\n`, "head"],
    [`${line}Transfer-Encoding: gzip\r\n\r\n`, "501 Unimplemented: Unsupported Transfer-Encoding."],
    [`${line}transfer-encoding: Chunked\r\n\r\n`, "head"],
  ] as const
) {
  Deno.test(`readHead() says ${expected} to ${text.slice(0, 24).trim()} of ${text.length}`, async () => {
    assertEquals(await problem(text), expected);
  });
}
