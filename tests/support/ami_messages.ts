/** Messages as a manager connection gives them. */
import type { AmiMessage } from "../../ami/message.ts";
import { decodeOne } from "./ami_bytes.ts";

/** The message of these lines. */
export function amiMessage(...lines: readonly string[]): AmiMessage {
  return decodeOne(`${lines.join("\r\n")}\r\n\r\n`);
}
