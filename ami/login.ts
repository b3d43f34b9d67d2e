import { createHash } from "node:crypto";
import type { Banner } from "./banner.ts";
import type { ActionFields } from "./encode.ts";
import { AmiAuthenticationError, AmiResponseError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";
import type { Session } from "./session.ts";

/** Who logs in, and how. */
export interface Credentials {
  readonly username: string;
  readonly secret: string;
  readonly authentication: "digest" | "md5" | "plain";
  /** The mask of events to ask for. */
  readonly events: string;
}

/** Logs in on a fresh session; rejects with {@linkcode AmiAuthenticationError} when Asterisk does not let the user in. */
export async function logIn(session: Session, credentials: Credentials): Promise<Banner> {
  const { username, secret, authentication, events } = credentials;
  const banner = await session.banner;
  const common = { Username: username, Events: events };
  if (authentication === "plain") {
    await ask(session, username, "Login", { ...common, Secret: secret });
    return banner;
  }
  const answer = await ask(session, username, "Challenge", { AuthType: "MD5", Username: username });
  const key = md5(`${answer.get("Challenge") ?? ""}${secret}`);
  await ask(session, username, "Login", { ...common, AuthType: "MD5", Key: key });
  return banner;
}

/** Sends one action on a session, and resolves with its answer; rejects with {@linkcode AmiResponseError} when that is an error. */
export function request(
  session: Session,
  action: string,
  fields: ActionFields = {},
  limit?: number,
): Promise<AmiMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<AmiMessage>();
  const sink = {
    response(message: AmiMessage) {
      if (message.name === "Error") reject(new AmiResponseError(action, message));
      else resolve(message);
      return true;
    },
    fail: reject,
  };
  session.send(action, fields, sink, limit);
  return promise;
}

async function ask(session: Session, username: string, action: string, fields: ActionFields): Promise<AmiMessage> {
  try {
    return await request(session, action, fields);
  } catch (error) {
    if (!(error instanceof AmiResponseError)) throw error;
    const said = error.response.get("Message") ?? "";
    // Any other refusal may pass: the server shuts down, or the former connection is not yet gone.
    if (said === "Authentication failed") throw new AmiAuthenticationError(username, said);
    throw error;
  }
}

/** Asterisk compares it with lower-case digits only. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
