import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { nearestName } from "../../../config/schema/nearest_name.ts";

const names = ["max_contacts", "context", "callerid", "direct_media", "dtmf_mode", "allow"];

for (
  const [name, meant] of [
    ["max_contact", "max_contacts"],
    ["maxcontacts", "max_contacts"],
    ["max-contacts", "max_contacts"],
    ["contxet", "context"],
    ["CallerID", "callerid"],
    ["directmedia", "direct_media"],
    ["alow", "allow"],
    ["qualify", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`nearestName() finds ${meant} for "${name}"`, () => {
    assertEquals(nearestName(name, names), meant);
  });
}

Deno.test("nearestName() finds the name itself, and a name with one letter taken away", () => {
  fc.assert(fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
    const shorter = name.slice(0, at % name.length) + name.slice(at % name.length + 1);

    assertEquals(nearestName(name, names), name);
    assertEquals(nearestName(shorter, names), name);
  }));
});
