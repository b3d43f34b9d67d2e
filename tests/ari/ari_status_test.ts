import { isFinal } from "../../ari/ari_status.ts";
import { AriConnectionError } from "../../ari/errors.ts";
import { assertEquals } from "@std/assert";

Deno.test("isFinal() holds for what Asterisk refuses, and not for what may pass", () => {
  const refused = (status: number) => new AriConnectionError("x", { status });

  assertEquals([400, 401, 403, 404, 503].map((status) => isFinal(refused(status))), [true, true, true, false, false]);
  assertEquals([isFinal(new AriConnectionError("x")), isFinal(undefined)], [false, false]);
});
