import { assertEquals } from "@std/assert";
import { AmiError, AmiProtocolError } from "../../ami/errors.ts";

Deno.test("errors of the AMI client are AmiErrors with their own names", () => {
  const error = new AmiProtocolError("Cannot read an AMI message", { cause: 5 });

  assertEquals(error instanceof AmiError, true);
  assertEquals(`${error}`, "AmiProtocolError: Cannot read an AMI message");
  assertEquals(error.cause, 5);
});
