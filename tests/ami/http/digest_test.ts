import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { Digest } from "../../../ami/http/digest.ts";

const asterisk = 'Digest algorithm=MD5, realm="asterisk", nonce="18a4921c", qop="auth", opaque="18a4921c"';
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

Deno.test("Digest answers Asterisk's challenge, each time with a higher number", () => {
  const digest = new Digest({ username: "admin", secret: "secret", random: () => 0.5 });
  assertEquals(digest.challenge(asterisk), "answerable");

  const [first, second] = [digest.authorize("POST", "/arawman"), digest.authorize("POST", "/arawman")];

  const response = md5(`${md5("admin:asterisk:secret")}:18a4921c:00000001:800000000000:auth:${md5("POST:/arawman")}`);
  assertEquals(
    first,
    `Digest username="admin", realm="asterisk", nonce="18a4921c", uri="/arawman", algorithm=MD5, response="${response}", ` +
      `qop=auth, nc=00000001, cnonce="800000000000", opaque="18a4921c"`,
  );
  assertMatch(second, /nc=00000002/);
  assertEquals(first.includes("secret"), false);
});

Deno.test("Digest tells an answer that was refused from one that was too old", () => {
  const digest = new Digest({ username: "admin", secret: "secret", random: Math.random });
  digest.challenge(asterisk);
  assertEquals(digest.challenge(asterisk), "answerable"); // It has not answered the first yet.
  digest.authorize("POST", "/");

  assertEquals(digest.challenge(`${asterisk}, stale=true`), "answerable");
  digest.authorize("POST", "/");
  assertEquals(digest.challenge(asterisk.replaceAll("18a4921c", "2")), "refused");
  assertEquals(digest.nonce, "2");
  assertMatch(digest.authorize("POST", "/"), /nonce="2".*nc=00000001/);
});

Deno.test("Digest does without qop and opaque, as RFC 2069 has it", () => {
  const digest = new Digest({ username: "a\\b", secret: "s", random: Math.random });
  digest.challenge('digest realm="r", nonce=abc');

  const expected = md5(`${md5("a\\b:r:s")}:abc:${md5("GET:/x")}`);
  assertEquals(
    digest.authorize("GET", "/x"),
    `Digest username="a\\\\b", realm="r", nonce="abc", uri="/x", algorithm=MD5, response="${expected}"`,
  );
});

for (const header of ["", "Basic realm=x", 'Digest realm="r"', 'Digest realm="r", nonce="n", algorithm=SHA-256']) {
  Deno.test(`Digest does not answer the challenge ${JSON.stringify(header)}`, () => {
    const digest = new Digest({ username: "admin", secret: "secret", random: Math.random });
    assertThrows(() => digest.challenge(header), SyntaxError, "asks for no digest with MD5");
  });
}
