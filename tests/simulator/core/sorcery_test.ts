import { assertEquals, assertThrows } from "@std/assert";
import { Sorcery } from "../../../simulator/core/sorcery.ts";
import { NotSimulatedError } from "../../../simulator/errors.ts";

function written(attribute: string, value: string): string | undefined {
  const sorcery = new Sorcery({ writable: ["endpoint"] });
  const result = sorcery.write("endpoint", "e", [{ attribute, value }]);
  if (result !== "created") return result;
  return sorcery.get("endpoint", "e")?.find((field) => field.attribute === attribute)?.value;
}

// What Asterisk 22.10.1 gave back of objects that were made in its memory.
for (
  const [attribute, value, expected] of [
    ["allow", "ulaw,alaw", "(ulaw|alaw)"],
    ["allow", "!all,g722", "(g722)"],
    ["callerid", '"Bob" <100>', '"Bob" <100>'],
    ["dtmf_mode", "rfc4733", "rfc4733"],
    ["dtmf_mode", "bogus", "invalid-create"],
    ["direct_media", "no", "false"],
    ["direct_media", "0", "false"],
    ["webrtc", "true", "yes"],
    ["rtp_timeout", "0x10", "16"],
    ["rtp_timeout", "abc", "invalid-create"],
    ["rtp_timeout", "-1", "invalid-create"],
    ["timers", "always", "always"],
    ["context", "c d", "c d"],
    ["trust_id_inbound", "maybe", "false"],
    ["identify_by", "username,ip", "username,ip"],
    ["nope", "1", "invalid-create"],
  ] as const
) {
  Deno.test(`Sorcery takes ${attribute} "${value}" for "${expected}"`, () => {
    assertEquals(written(attribute, value), expected);
  });
}

Deno.test("Sorcery says which values it does not know the writing of", () => {
  assertThrows(() => written("tos_audio", "ef"), NotSimulatedError, `Cannot write "ef" to "tos_audio"`);
  assertThrows(() => written("set_var", "A=1"), NotSimulatedError);
});

Deno.test("Sorcery keeps what comes from a file as it is", () => {
  const sorcery = new Sorcery({
    writable: ["aor"],
    configured: (type, id) =>
      type === "aor" && id === "alice" ? [{ attribute: "max_contacts", value: "1" }] : undefined,
  });

  const shown = sorcery.get("aor", "alice")?.find(({ attribute }) => attribute === "max_contacts")?.value;
  const results = [
    sorcery.write("aor", "alice", [{ attribute: "max_contacts", value: "2" }]),
    sorcery.write("aor", "alice", undefined),
    sorcery.delete("aor", "alice"),
    sorcery.write("aor", "bob", undefined),
    sorcery.write("aor", "bob", [{ attribute: "max_contacts", value: "2" }]),
    sorcery.delete("aor", "bob"),
  ];

  assertEquals([shown, results], ["1", ["read-only", "no-fields", false, "created", "updated", true]]);
});

Deno.test("Sorcery tells types that there are from those that there are not", () => {
  const sorcery = new Sorcery();

  assertEquals(
    [sorcery.findType("nope", "x"), sorcery.findType("res_pjsip", "x"), sorcery.findType("res_pjsip", "identify")],
    ["no-class", "no-type", "found"],
  );
  assertThrows(() => sorcery.findType("res_ari", "user"), NotSimulatedError);
  assertThrows(() => sorcery.write("identify", "x", []), NotSimulatedError);
});

Deno.test("Sorcery asks an auth for what Asterisk asks", () => {
  const sorcery = new Sorcery({ writable: ["auth"] });
  const fields = (record: Record<string, string>) =>
    Object.entries(record).map(([attribute, value]) => ({ attribute, value }));

  assertEquals(sorcery.write("auth", "a", fields({ username: "u" })), "invalid-create");
  assertEquals(sorcery.write("auth", "a", fields({ username: "u", password: "p" })), "created");
});
