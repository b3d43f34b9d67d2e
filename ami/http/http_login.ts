import type { Banner } from "../banner.ts";
import { AmiAuthenticationError } from "../errors.ts";
import { type Credentials, logIn } from "../login.ts";
import type { Session } from "../session.ts";
import { requestOrSilence } from "../silent_action.ts";

/** Logs in over HTTP, by a cookie or by digest, and asks for events: there, what Login says of them is not told in its answer. */
export async function logInOverHttp(session: Session, credentials: Credentials): Promise<Banner> {
  const { authentication, events } = credentials;
  try {
    const banner = await session.banner;
    if (authentication !== "digest") await logIn(session, { ...credentials, events: "off" });
    await requestOrSilence(session, "Events", { EventMask: events });
    return banner;
  } catch (error) {
    // Whoever waited for an answer was told that there is none.
    if (session.over instanceof AmiAuthenticationError) throw session.over;
    throw error;
  }
}
