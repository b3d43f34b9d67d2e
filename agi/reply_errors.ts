import { AgiAppError, AgiHangupError, AgiInvalidCommandError, AgiProtocolError, AgiUsageError } from "./errors.ts";
import type { AgiReply } from "./reply.ts";

/** The error of an answer whose code says that the command was not run, or nothing. */
export function errorOfCode(command: string, reply: AgiReply): Error | undefined {
  const { code, text } = reply;
  switch (code) {
    case 200:
      return undefined;
    case 503:
      return new AgiAppError(`Cannot run ${command}: Asterisk is out of memory`, { reply });
    case 510:
      return new AgiInvalidCommandError(`Cannot run ${command}: this Asterisk has no such command`);
    case 511:
      return new AgiHangupError(`Cannot run ${command}: the call was hung up`, { sign: "dead" });
    case 520:
      return new AgiUsageError(`Cannot run ${command}: Asterisk does not take these arguments`, text);
    default:
      return new AgiProtocolError(`Cannot run ${command}: Asterisk answered ${code} ${text.slice(0, 100)}`);
  }
}
