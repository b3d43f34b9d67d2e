import { traceAction, traceMessage } from "../../ami/trace.ts";
import { amiMessage } from "../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

Deno.test("traceAction() shows fields, but no secrets, also not those in variables", () => {
  const fields = { Username: "admin", Secret: "s", Key: "k", Variable: ["PIN=1234", "A=b"] };

  assertEquals(traceAction("Login", fields), {
    type: "action",
    action: "Login",
    fields: { Username: "admin", Secret: "[redacted]", Key: "[redacted]", Variable: ["PIN=[redacted]", "A=b"] },
  });
  assertEquals(traceAction("Originate", { Variable: { PIN: "1", A: "b" }, Priority: 1 }).fields, {
    Variable: { PIN: "[redacted]", A: "b" },
    Priority: 1,
  });
});

Deno.test("traceMessage() shows headers in order, but no secrets", () => {
  const message = amiMessage("Event: AuthDetail", "Password: s", "ChanVariable: PIN=1", "ChanVariable: A=b");

  assertEquals(traceMessage(message), {
    type: "message",
    kind: "event",
    headers: [["Event", "AuthDetail"], ["Password", "[redacted]"], ["ChanVariable", "PIN=[redacted]"], [
      "ChanVariable",
      "A=b",
    ]],
  });
});
