import { fieldOf } from "../../ami/field_of.ts";
import { assertEquals } from "@std/assert";

Deno.test("fieldOf() finds a field whatever the case of its name", () => {
  assertEquals(fieldOf({ channel: "PJSIP/alice" }, "Channel"), "PJSIP/alice");
  assertEquals(fieldOf({ Channel: "PJSIP/alice" }, "Exten"), undefined);
});
