import { assertEquals } from "@std/assert";
import { authenticate } from "../../../../simulator/fronts/ari/users.ts";
import { HttpHeaders } from "../../../../simulator/http/headers.ts";

const users = [{ username: "a", password: "p:w", readOnly: false }, { username: "b", password: "", readOnly: false }];

function authenticated(authorization: readonly string[], query = ""): string | undefined {
  const headers = new HttpHeaders(authorization.map((value) => ["authorization", value]));
  return authenticate(headers, new URLSearchParams(query), users)?.username;
}

Deno.test("authenticate() takes a Basic header, also with a colon in the password", () => {
  assertEquals(authenticated([`Basic ${btoa("a:p:w")}`]), "a");
});

Deno.test("authenticate() takes api_key without a header that can be read, and of several the first", () => {
  assertEquals(authenticated([], "api_key=a:p:w"), "a");
  assertEquals(authenticated(["Bearer x"], "api_key=a:p:w"), "a");
  assertEquals(authenticated([`Basic ${btoa("a")}`], "api_key=a:p:w"), "a");
  assertEquals(authenticated([`Basic ${btoa("a:x")}`], "api_key=a:p:w"), undefined);
  assertEquals(authenticated([], "api_key=a:p:w&api_key=x:y"), "a");
  assertEquals(authenticated([], "api_key=x:y&api_key=a:p:w"), undefined);
});

Deno.test("authenticate() passes over other schemes than Basic", () => {
  assertEquals(authenticated(["Bearer x", `Basic ${btoa("a:p:w")}`]), "a");
});

for (const header of ["Basic", "Basic %%%", "Bearer a:p:w", `basic ${btoa("a:p:w")}`, `Basic ${btoa("b:")}`]) {
  Deno.test(`authenticate() refuses the header ${header}`, () => {
    assertEquals(authenticated([header]), undefined);
  });
}
