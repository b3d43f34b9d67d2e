import { AmiConnectionError, AmiProtocolError } from "../errors.ts";

/** The action that waits for events, as it is written to a connection. */
export function waitAction(actionId: string, seconds: number): string {
  return `Action: WaitEvent\r\nActionID: ${actionId}\r\nTimeout: ${seconds}`;
}

/**
 * The events in the answer to it, without what is of the answer only.
 *
 * Asterisk answers nothing when another WaitEvent of the same session came meanwhile, and gives the events to that.
 */
export function eventsOf(wireText: string, actionId: string): string {
  if (wireText === "") {
    throw new AmiConnectionError("Cannot go on: another WaitEvent has taken the events of this session");
  }
  const headEnd = wireText.indexOf("\r\n\r\n") + 4;
  const head = wireText.slice(0, headEnd);
  const tail = `Event: WaitEventComplete\r\nActionID: ${actionId}\r\n\r\n`;
  const isWhole = headEnd >= 4 && head.startsWith("Response: Success\r\n") &&
    head.includes(`\r\nActionID: ${actionId}\r\n`) &&
    wireText.endsWith(tail) && wireText.length >= headEnd + tail.length;
  if (isWhole) return wireText.slice(headEnd, wireText.length - tail.length);
  if (head.startsWith("Response: Error\r\n")) {
    const said = /^Message: (.*)$/m.exec(head)?.[1]?.trim() ?? "";
    throw new AmiConnectionError(`Cannot go on: Asterisk answered "${said}" to the wait for events`);
  }
  throw new AmiProtocolError(`Cannot read the answer to WaitEvent: ${JSON.stringify(wireText.slice(0, 200))}`);
}
