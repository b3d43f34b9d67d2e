import { assertEquals, assertMatch } from "@std/assert";
import { networkReason } from "../../ami/network_error.ts";

Deno.test("networkReason() says what Deno says, without what goes without saying", () => {
  const inner = new Error(
    "error sending request for url (http://127.0.0.1:1/?x): client error (Connect): tcp connect error: Connection refused",
  );
  assertEquals(networkReason(new TypeError("fetch failed", { cause: inner })), "tcp connect error: Connection refused");
  assertEquals(
    networkReason(new Deno.errors.ConnectionRefused("Connection refused (os error 111)")),
    "Connection refused (os error 111)",
  );
  assertEquals(networkReason("broken"), "broken");
  const closed = new Error("connection closed before message completed");
  assertEquals(networkReason(closed), closed.message);
  assertMatch(networkReason(closed, { isFirst: true }), /as where it wants TLS$/);
});

for (
  const [said, hint] of [
    ["received corrupt message of type InvalidContentType", /: there is no TLS at this port$/],
    ["invalid peer certificate: UnknownIssuer", /: no authority that is trusted/],
    ["invalid peer certificate: NotValidForName", /: its certificate is for another name$/],
    [
      'invalid peer certificate: certificate not valid for name "pbx"; certificate is only valid for x',
      /for another name$/,
    ],
    ["invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", /that of an authority/],
    ["invalid peer certificate: Expired", /too old$/],
    ["client error (SendRequest): invalid HTTP version parsed", /there is no HTTP at this port$/],
  ] as const
) {
  Deno.test(`networkReason() says what is meant by ${JSON.stringify(said)}`, () => {
    assertMatch(networkReason(new Deno.errors.InvalidData(said)), hint);
  });
}
