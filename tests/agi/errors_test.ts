import { AgiAppError, AgiDatabaseError, AgiError, AgiHangupError, AgiUsageError } from "@asterism/asterisk/agi";
import { assertEquals } from "@std/assert";

Deno.test("errors of AGI have the ancestor's order: a hangup and a database error are failures of a command", () => {
  const hangup = new AgiHangupError("x", { sign: "line" });
  const database = new AgiDatabaseError("x");

  assertEquals([hangup, database].map((error) => error instanceof AgiAppError && error instanceof AgiError), [
    true,
    true,
  ]);
  assertEquals([hangup.name, hangup.sign, new AgiHangupError().sign], ["AgiHangupError", "line", "closed"]);
  assertEquals(new AgiUsageError("x", "usage").usage, "usage");
});
