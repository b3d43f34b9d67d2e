import { assertEquals } from "@std/assert";
import { whyGone } from "../../config/gone_files.ts";

Deno.test("whyGone() says what to use, from the release on that removed the module", () => {
  assertEquals(whyGone("sip.conf", 20), undefined);
  assertEquals(whyGone("sip.conf", 21), "Asterisk 21 and later read no sip.conf: use pjsip.conf");
  assertEquals(whyGone("pjsip.conf", 23), undefined);
});
