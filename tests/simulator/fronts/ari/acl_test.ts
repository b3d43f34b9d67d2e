import { assertEquals, assertThrows } from "@std/assert";
import { AccessList } from "../../../../simulator/fronts/ari/acl.ts";

function permits(address: string, ...lines: string[]): boolean {
  return new AccessList(lines.map((line) => {
    const [name = "", value = ""] = line.split("=");
    return { name, value };
  })).permits(address);
}

Deno.test("AccessList lets everybody in whom no rule names; of those that do, the last one decides", () => {
  assertEquals(permits("10.0.0.1"), true);
  assertEquals(permits("10.0.0.1", "permit=11.0.0.0/8"), true);
  assertEquals(permits("10.0.0.1", "deny=0.0.0.0/0", "permit=10.0.0.0/8"), true);
  assertEquals(permits("10.0.0.1", "permit=10.0.0.0/8", "deny=0.0.0.0/0"), false);
  assertEquals(permits("10.0.0.1", "deny=10.0.0.1"), false);
  assertEquals(permits("10.0.0.2", "deny=10.0.0.1"), true);
});

Deno.test("AccessList reads masks, lists, and a mark that turns a rule around", () => {
  assertEquals(permits("192.168.7.9", "deny=192.168.0.0/255.255.0.0"), false);
  assertEquals(permits("192.169.7.9", "deny=192.168.0.0/255.255.0.0"), true);
  assertEquals(permits("10.0.0.1", "deny=11.0.0.0/8, 10.0.0.0/8"), false);
  assertEquals(permits("10.0.0.1", "permit=!10.0.0.0/8"), false);
});

Deno.test("AccessList knows IPv6, of which IPv4 is a part", () => {
  assertEquals(permits("fe80::1", "deny=fe80::/10"), false);
  assertEquals(permits("::1", "deny=::1"), false);
  assertEquals(permits("2001:db8:0:0:0:0:0:1", "deny=2001:db8::1"), false);
  assertEquals(permits("2001:db8::2", "deny=2001:db8::1"), true);
  assertEquals(permits("::ffff:10.0.0.1", "deny=10.0.0.0/8"), false);
  assertEquals(permits("10.0.0.1", "deny=::/0"), false);
  assertEquals(permits("::1", "deny=0.0.0.0/0"), true);
});

for (const address of ["10.0.0", "10.0.0.256", "10.0.0.0/33", "x", "::1::", "1:2:3", "fe80::12345", ""]) {
  Deno.test(`AccessList throws a SyntaxError for "${address}"`, () => {
    assertThrows(() => permits("10.0.0.1", `deny=${address}`), SyntaxError, "of an access list");
  });
}
