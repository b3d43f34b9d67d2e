import { assertEquals } from "@std/assert";
import { splitHostAndPort } from "../../../simulator/core/host_and_port.ts";

Deno.test("splitHostAndPort() takes names, addresses and brackets, and no address with colons of its own", () => {
  const texts = ["a:1", "127.0.0.1:", ":5", "[::1]:9", "[::1:9", "[::1]", "a", "", "::1:9", "a:1:2"];

  assertEquals(texts.map((text) => splitHostAndPort(text)), [
    { host: "a", port: "1" },
    { host: "127.0.0.1", port: "" },
    { host: "", port: "5" },
    { host: "::1", port: "9" },
    ...Array<undefined>(6).fill(undefined),
  ]);
});
