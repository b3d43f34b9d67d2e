import { assertEquals } from "@std/assert";
import { allDigits, checkQuestion } from "../../../_internal/flow/entry.ts";

Deno.test("checkQuestion() has defaults, and stops prompts on the digits that bargeIn and cancel name", () => {
  const { stopOn, ...limits } = checkQuestion("Cannot ask", {});

  assertEquals(limits, { attempts: 3, cancel: "", firstDigitTimeout: 5_000, interDigitTimeout: 3_000 });
  assertEquals(stopOn, allDigits);
  assertEquals(checkQuestion("Cannot ask", { bargeIn: false, cancel: "*" }).stopOn, "*");
  assertEquals(checkQuestion("Cannot ask", { bargeIn: "12", cancel: "*" }).stopOn, "12*");
  assertEquals(checkQuestion("Cannot ask", { bargeIn: "" }).stopOn, "");
});
