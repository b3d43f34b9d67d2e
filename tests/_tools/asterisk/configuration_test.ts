import { assertEquals, assertStringIncludes } from "@std/assert";
import { configurationFiles, DEFAULT_PORTS, describeAsterisk } from "../../../_tools/asterisk/configuration.ts";

const ports = { http: 1001, manager: 1002, sip: 1003, rtp: 1004 };

/** The value of an option, which the file must have exactly once. */
function option(file: string, name: string): string | undefined {
  const lines = (configurationFiles(ports)[file] ?? "").split("\n").filter((line) => line.startsWith(`${name} = `));
  assertEquals(lines.length, 1, `${file} has ${lines.length} options "${name}"`);
  return lines[0]?.slice(`${name} = `.length);
}

Deno.test("configurationFiles() puts every port where Asterisk reads it", () => {
  assertEquals(option("http.conf", "bindport"), "1001");
  assertEquals(option("manager.conf", "port"), "1002");
  assertEquals(option("pjsip.conf", "bind"), "127.0.0.1:1003");
  assertEquals(option("rtp.conf", "rtpstart"), "1004");
  assertEquals(option("rtp.conf", "rtpend"), "1203");
});

Deno.test("configurationFiles() has TLS beside the manager, with a certificate of the tests' authority", () => {
  const { tls } = describeAsterisk(ports);

  assertEquals(option("manager.conf", "tlsbindaddr"), `127.0.0.1:${tls.manager}`);
  assertEquals(option("http.conf", "tlsbindaddr"), `127.0.0.1:${tls.http}`);
  assertEquals(new Set([tls.manager, tls.http, ports.http, ports.manager]).size, 4);
  const { "localhost.crt": certificate = "", "localhost.key": key = "" } = configurationFiles(ports);
  assertStringIncludes(certificate, "BEGIN CERTIFICATE");
  assertStringIncludes(key, "BEGIN PRIVATE KEY");
});

Deno.test("configurationFiles() binds to loopback only", () => {
  assertEquals(option("http.conf", "bindaddr"), "127.0.0.1");
  assertEquals(option("manager.conf", "bindaddr"), "127.0.0.1");
});

Deno.test("describeAsterisk() names the users and endpoints that the configuration has", () => {
  const { url, username, password, readOnly, manager, singleManager, deniedManager, sip } = describeAsterisk(ports);
  const { "ari.conf": ari = "", "manager.conf": ami = "", "pjsip.conf": pjsip = "" } = configurationFiles(ports);

  assertEquals(url, "http://127.0.0.1:1001");
  assertStringIncludes(ari, `[${username}]\ntype = user\nread_only = no\npassword = ${password}\n`);
  assertStringIncludes(ari, `[${readOnly.username}]\ntype = user\nread_only = yes\npassword = ${readOnly.password}\n`);
  for (const { username, secret } of [manager, singleManager, deniedManager]) {
    assertStringIncludes(ami, `[${username}]\nsecret = ${secret}\n`);
  }
  for (const user of sip.users) assertStringIncludes(pjsip, `[${user}]\ntype = endpoint\n`);
});

Deno.test("DEFAULT_PORTS keep clear of Asterisk's own", () => {
  const usual = [8088, 8089, 5038, 5060, 5061, 4569, 4573];

  assertEquals(Object.values(DEFAULT_PORTS).filter((port) => usual.includes(port)), []);
});
