import type { Channel } from "./channel.ts";
import { dial } from "./dialer.ts";
import type { DialplanPosition } from "./facts.ts";
import type { Pbx } from "./pbx.ts";

/** A call that Asterisk places by itself. */
export interface Origination {
  /** The channel that is called; a technology has made it. */
  readonly channel: Channel;
  /** What its driver is told: the address without the technology. */
  readonly dialString: string;
  /** How long it may ring, in milliseconds; without it, as long as it takes. */
  readonly timeout: number | undefined;
  /** What becomes of it when it answers. */
  readonly then:
    /** It enters a Stasis application: its name, a comma, its arguments. */
    | { readonly kind: "stasis"; readonly data: string }
    /** It runs the dialplan. */
    | { readonly kind: "dialplan"; readonly place: Pick<DialplanPosition, "context" | "exten" | "priority"> };
}

/** Shows a channel as one that is being called, as whoever dials does it first (`begin_dial_prerun`). */
export function prepareDial(channel: Channel, requestor?: Channel): void {
  channel.stage(() => {
    channel.moveTo({ appName: "AppDial2", appData: "(Outgoing Line)" });
    if (requestor !== undefined) takeOverFrom(channel, requestor);
  });
}

/** Takes over what a called channel has from the one that calls it: variables, who calls, language, account. */
export function takeOverFrom(channel: Channel, requestor: Channel): void {
  channel.inheritVariables(requestor);
  const { caller, callerRdnis, language, accountcode, peerAccount } = requestor.parties;
  channel.setParties({
    callerRdnis,
    connected: caller,
    language,
    accountcode: peerAccount || accountcode || channel.parties.accountcode,
    peerAccount: accountcode || channel.parties.peerAccount,
  });
}

/** Is the channel's thread: calls it, and when it answers, does with it what it was called for. It does not reject. */
export async function originate(pbx: Pbx, { channel, dialString, timeout, then }: Origination): Promise<void> {
  if (await dial(pbx, { channel, dialString, timeout }) !== "answered") return;
  if (then.kind === "dialplan") {
    channel.moveTo(then.place);
    return await pbx.dialplan.run(channel);
  }
  await pbx.dialplan.execute(channel, "Stasis", then.data);
  channel.destroy();
}
