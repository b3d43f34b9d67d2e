import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Address, type AddressOptions, parseAddress } from "../../../config/values/address.ts";

for (
  const [text, value] of [
    ["127.0.0.1", { host: "127.0.0.1" }],
    ["127.0.0.1:5060", { host: "127.0.0.1", port: 5060 }],
    ["sip.example.com:5061", { host: "sip.example.com", port: 5061 }],
    ["::", { host: "::" }],
    ["2001:db8::1", { host: "2001:db8::1" }],
    ["[::1]", { host: "::1" }],
    ["[::1]:8089", { host: "::1", port: 8089 }],
    ["[::1]x:8089", { host: "::1" }],
    ["[::1", { host: "::1" }],
    ["host:", { host: "host" }],
    ["[10.0.0.1]:1", { host: "10.0.0.1", port: 1 }],
  ] satisfies [string, Address][]
) {
  Deno.test(`parseAddress() reads "${text}" as ${JSON.stringify(value)}`, () => {
    assertEquals(parseAddress(text), { ok: true, value });
  });
}

for (
  const [text, options] of [
    ["", {}],
    [":5060", {}],
    ["host:sip", {}],
    ["host:-1", {}],
    ["host:65536", {}],
    ["host", { port: "required" }],
    ["::1", { port: "required" }],
    ["host:1", { port: "forbidden" }],
    ["sip.example.com", { numeric: true }],
    ["1.2.3.4.5", { numeric: true }],
    ["256.0.0.1", { numeric: true }],
    ["08.0.0.1", { numeric: true }],
    ["1:2:3", { numeric: true }],
    ["fe80::1%", { numeric: true }],
  ] satisfies [string, AddressOptions][]
) {
  Deno.test(`parseAddress() refuses "${text}" with ${JSON.stringify(options)}`, () => {
    assertEquals(parseAddress(text, options).ok, false);
  });
}

for (const text of ["127.0.0.1", "127.1", "0x7f000001", "::ffff:1.2.3.4", "fe80::1%eth0", "::"]) {
  Deno.test(`parseAddress() takes "${text}" for an IP address`, () => {
    assertEquals(parseAddress(text, { numeric: true }), { ok: true, value: { host: text } });
  });
}

Deno.test("parseAddress() reads over a port where it does not count", () => {
  assertEquals(parseAddress("0.0.0.0:99999", { port: "ignored" }), { ok: true, value: { host: "0.0.0.0" } });
});

Deno.test("parseAddress() reads every address and port back", () => {
  const port = fc.nat(65_535);

  fc.assert(fc.property(fc.ipV4(), port, (host, port) => {
    assertEquals(parseAddress(`${host}:${port}`, { numeric: true }), { ok: true, value: { host, port } });
  }));
  fc.assert(fc.property(fc.ipV6(), port, (host, port) => {
    assertEquals(parseAddress(`[${host}]:${port}`, { numeric: true }), { ok: true, value: { host, port } });
    assertEquals(parseAddress(host, { numeric: true }), { ok: true, value: { host } });
  }));
});
