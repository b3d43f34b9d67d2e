import type { ActionFields } from "./encode.ts";
import { AmiResponseError } from "./errors.ts";
import { request } from "./login.ts";
import type { AmiMessage } from "./message.ts";
import type { Session } from "./session.ts";

/**
 * Actions that Asterisk may carry out without a word: `IAXnetstats` has no answer at all, `Events` none with `brokeneventsaction` of
 * `manager.conf`.
 */
const silentActions: ReadonlySet<string> = new Set(["events", "iaxnetstats"]);

/** Whether an action may have no answer. */
export function mayBeSilent(action: string): boolean {
  return silentActions.has(action.toLowerCase());
}

/**
 * Sends such an action and a `Ping` behind it: Asterisk answers in order, so the answer to the latter shows that there is none to the former.
 * Resolves with the answer to the action, or with that to the ping when there is no other.
 */
export function requestOrSilence(session: Session, action: string, fields: ActionFields): Promise<AmiMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<AmiMessage>();
  const actionId = session.send(action, fields, {
    response(message) {
      if (message.name === "Error") reject(new AmiResponseError(action, message));
      else resolve(message);
      return true;
    },
    fail: reject,
  });
  const settle = (end: () => void) => {
    session.abandon(actionId);
    end(); // Without effect when the action was answered.
  };
  request(session, "Ping").then((pong) => settle(() => resolve(pong)), (error) => settle(() => reject(error)));
  return promise;
}
