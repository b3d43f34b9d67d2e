import { assertEquals } from "@std/assert";
import { authenticate } from "../../../../simulator/fronts/ari/users.ts";

const users = [{ username: "a", password: "p:w", readOnly: false }];

function authenticated(header: string | undefined, query = ""): boolean {
  const request = new Request(
    `http://x/ari${query}`,
    header === undefined ? {} : { headers: { authorization: header } },
  );
  return authenticate(request, new URL(request.url).searchParams, users) !== undefined;
}

Deno.test("authenticate() takes a Basic header, also with a colon in the password", () => {
  assertEquals(authenticated(`Basic ${btoa("a:p:w")}`), true);
  assertEquals(authenticated(`basic ${btoa("a:p:w")}`), true);
});

Deno.test("authenticate() takes api_key only without a header", () => {
  assertEquals(authenticated(undefined, "?api_key=a:p:w"), true);
  assertEquals(authenticated(`Basic ${btoa("a:x")}`, "?api_key=a:p:w"), false);
});

for (const header of [undefined, "Basic", "Basic %%%", "Bearer a:p:w", `Basic ${btoa("a")}`]) {
  Deno.test(`authenticate() refuses the header ${header}`, () => {
    assertEquals(authenticated(header), false);
  });
}
