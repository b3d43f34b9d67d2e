import { assertEquals } from "@std/assert";
import { parseAcl } from "../../../config/values/acl.ts";

for (
  const [text, isRight] of [
    ["1.2.3.4", true],
    ["10.0.0.0/8", true],
    ["10.0.0.0/255.0.0.0", true],
    ["1.2.3.4,5.6.7.8/8", true],
    ["!1.2.3.4", true],
    ["1.2.3", true],
    ["1", true],
    ["0x7f.1", true],
    ["010.1.1.1", true],
    ["0/0", true],
    ["1.2.3.4/8x", true],
    ["1.2.3.4/ 8", true],
    ["1.2.3.4/+8", true],
    ["1.2.3.4/8/8", true],
    ["::1/128", true],
    ["[::1]/64", true],
    ["::ffff:1.2.3.4", true],
    ["fe80::1%lo", true],
    ["", false],
    ["nosuch", false],
    ["localhost", false],
    ["300.1.1.1", false],
    ["1.2.3.4:5", false],
    ["1.2.3.4/", false],
    ["1.2.3.4/x", false],
    ["1.2.3.4/33", false],
    ["1.2.3.4/-1", false],
    ["::1/129", false],
    ["1.2.3.4/ffff::", false],
    ["1.2.3.4, 5.6.7.8", false],
    ["! 1.2.3.4", false],
    ["1.2.3.4,", false],
    [",1.2.3.4", false],
  ] as const
) {
  Deno.test(`parseAcl() ${isRight ? "takes" : "refuses"} "${text}"`, () => assertEquals(parseAcl(text).ok, isRight));
}

Deno.test("parseAcl() gives addresses, masks and what is negated", () => {
  assertEquals(parseAcl("10.0.0.0/8,!::1"), {
    ok: true,
    value: [{ address: "10.0.0.0", mask: "8", isNegated: false }, { address: "::1", isNegated: true }],
  });
});

Deno.test("parseAcl() says which part is none", () => {
  const parsed = parseAcl("10.0.0.0/8,10.0.0.0/99");

  assertEquals(parsed.ok ? "" : parsed.reason, 'has the mask "99", which is none for "10.0.0.0"');
});
