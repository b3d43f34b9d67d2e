import { assertEquals } from "@std/assert";
import { AmiConfigError } from "../../../ami/config/config_error.ts";
import { AmiResponseError } from "../../../ami/errors.ts";
import { amiMessage } from "../../support/ami_messages.ts";

Deno.test("AmiConfigError has Asterisk's words, a word of ours, and how many changes were made before", () => {
  const answer = (words: string) => amiMessage("Response: Error", `Message: ${words}`);

  const error = new AmiConfigError("UpdateConfig", answer("Given category does not exist"), 12);

  assertEquals(error instanceof AmiResponseError, true);
  assertEquals([error.refusal, error.made, error.action], ["no-section", 12, "UpdateConfig"]);
  assertEquals(
    error.message,
    'Cannot run action UpdateConfig: Asterisk answered Error "Given category does not exist"; 12 changes before it were made',
  );
  assertEquals(new AmiConfigError("GetConfig", answer("Config file has invalid format")).refusal, "invalid-format");
  assertEquals(new AmiConfigError("GetConfig", answer("No space left on device")).refusal, "other");
});
