import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { checkHttpAction, httpAddressOf } from "../../../ami/http/http_address.ts";
import { addressOf } from "../../../ami/open_session.ts";
import { encodeAction } from "../../../ami/encode.ts";

const user = { username: "admin", secret: "secret" };

Deno.test("httpAddressOf() reads host and port out of a URL", () => {
  const places = ["http://127.0.0.1:8088", "https://pbx.example/asterisk/", "http://[::1]:1"].map((url) => {
    const { hostname, port, isSecure } = httpAddressOf(url, user);
    return [hostname, port, isSecure];
  });
  assertEquals(places, [["127.0.0.1", 8088, false], ["pbx.example", 443, true], ["::1", 1, false]]);
});

Deno.test("httpAddressOf() refuses what says too little or too much, without repeating it", () => {
  for (
    const [url, words] of [
      ["//admin:hush@pbx", '"url" is none'],
      ["ftp://pbx", "it must be http or https"],
      ["http://admin:hush@pbx", "more than a host, a port and a path"],
      ["http://pbx?secret=hush", "more than a host, a port and a path"],
      ["http://pbx#hush", "more than a host"],
    ] as const
  ) {
    const error = assertThrows(() => httpAddressOf(url, user), TypeError, words);
    assertEquals(error.message.includes("hush"), false);
  }
  assertThrows(() => httpAddressOf("http://pbx", { ...user, port: 1 }), TypeError, '"url" and "port"');
  assertThrows(() => httpAddressOf("http://pbx", { ...user, hostname: "pbx" }), TypeError, '"url" and "hostname"');
  assertThrows(() => httpAddressOf("http://pbx", { ...user, tls: true }), TypeError, "a URL of http");
  assertThrows(() => httpAddressOf("http://pbx", { ...user, tls: { caCerts: [] } }), TypeError, "a URL of http");
  assertThrows(() => httpAddressOf("https://pbx", { ...user, tls: false }), TypeError, "a URL of https");
  httpAddressOf("https://pbx", { ...user, tls: { caCerts: [] } });
  assertThrows(
    () => httpAddressOf("http://pbx", { username: 'a"b', secret: "s", authentication: "digest" }),
    TypeError,
  );
});

Deno.test("addressOf() sends no secret in clear over HTTP to another machine, and digests over HTTP only", () => {
  const plain = { ...user, authentication: "plain" } as const;
  assertThrows(() => addressOf({ ...plain, url: "http://pbx.example" }), TypeError, "readable on its way");
  addressOf({ ...plain, url: "https://pbx.example" });
  addressOf({ ...plain, url: "http://127.0.0.1:8088" });
  addressOf({ ...plain, url: "http://pbx.example", allowCleartext: true });
  addressOf({ ...user, url: "http://pbx.example", authentication: "digest" });
  assertThrows(() => addressOf({ ...user, authentication: "digest" }), TypeError, 'only over HTTP, see "url"');
});

Deno.test("checkHttpAction() refuses what the client does itself, and forms that Asterisk does not read", () => {
  const check = (name: string, fields = {}) => checkHttpAction(name, encodeAction(name, fields, "c-1"));

  check("Ping");
  assertThrows(() => check("waitEvent"), TypeError, "the client waits for events itself");
  const long = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Line${index}`, "é".repeat(100)]));
  assertMatch(
    assertThrows(() => check("Long", long), RangeError).message,
    /^Cannot send action "Long" over HTTP in \d+ bytes: the limit is 40960$/,
  );
});
