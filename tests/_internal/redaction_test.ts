import { assertEquals } from "@std/assert";
import { isSecretName, redact, redacted } from "../../_internal/redaction.ts";

for (
  const name of [
    "password",
    "auth_password",
    "VMPASSWORD",
    "md5_cred",
    "secret",
    "remoteSecret",
    "api_key",
    "apiKey",
    "Authorization",
    "PJSIP_HEADER(add,Authorization)",
    "PIN",
    "CALLER_PIN",
    "auth",
    "access_token",
    "Set-Cookie",
  ]
) {
  Deno.test(`isSecretName() knows ${name}`, () => {
    assertEquals(isSecretName(name), true);
  });
}

for (
  const name of ["channel", "bypass", "spinner", "author", "compass", "CALLERID(name)", "digit", "passthrough", ""]
) {
  Deno.test(`isSecretName() lets ${name || "an empty name"} pass`, () => {
    assertEquals(isSecretName(name), false);
  });
}

Deno.test("redact() leaves out what stands behind or beside a secret's name, at any depth, and changes nothing", () => {
  const value = {
    fields: [{ attribute: "password", value: "hunter2" }, { attribute: "username", value: "alice" }],
    variables: { PIN: "1234", LANG: "en", TOKEN: { value: "t", report_events: true } },
    variable: "AUTH_PASSWORD",
    value: "hunter3",
    secret: "",
    n: 5,
    nothing: null,
    uri: "wss://user:hunter4@host/ari?api_key=user:hunter5&app=a",
  };
  const before = JSON.stringify(value);

  assertEquals(redact(value), {
    fields: [{ attribute: "password", value: redacted }, { attribute: "username", value: "alice" }],
    variables: { PIN: redacted, LANG: "en", TOKEN: redacted },
    variable: "AUTH_PASSWORD",
    value: redacted,
    secret: "",
    n: 5,
    nothing: null,
    uri: `wss://${redacted}@host/ari?api_key=${redacted}&app=a`,
  });
  assertEquals(JSON.stringify(value), before);
});
