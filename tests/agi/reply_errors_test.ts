import {
  AgiAppError,
  AgiHangupError,
  AgiInvalidCommandError,
  AgiProtocolError,
  AgiUsageError,
  parseReply,
} from "@asterism/asterisk/agi";
import { errorOfCode } from "../../agi/reply_errors.ts";
import { assertEquals, assertInstanceOf } from "@std/assert";

Deno.test.each([
  ["503 result=-2 Memory allocation failure", AgiAppError],
  ["510 Invalid or unknown command", AgiInvalidCommandError],
  ["511 Command Not Permitted on a dead channel or intercept routine", AgiHangupError],
  ["520 End of proper usage.", AgiUsageError],
  ["599 What", AgiProtocolError],
])("errorOfCode() of %s", (line, expected) => {
  assertInstanceOf(errorOfCode("ANSWER", parseReply(line)), expected);
});

Deno.test("errorOfCode() is nothing for a command that was run", () => {
  assertEquals(errorOfCode("ANSWER", parseReply("200 result=-1")), undefined);
});
