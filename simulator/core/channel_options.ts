import type { CallerId, ChannelState } from "./facts.ts";
import type { ChannelDriver } from "./channel_driver.ts";

/** What a channel is made from. */
export interface ChannelOptions {
  /** Its technology and peer: `PJSIP/alice`. */
  readonly endpoint: string;
  /** Its far end. */
  readonly driver: ChannelDriver;
  /** The state that it starts in. */
  readonly state: ChannelState;
  /** Who calls. */
  readonly caller: CallerId;
  /** Where it enters the dialplan. */
  readonly context: string;
  /** The extension dialled. */
  readonly exten: string;
  /** The id that the technology gives the call; an empty string when it gives none. */
  readonly protocolId: string;
  /** Its id, when somebody has chosen one. */
  readonly id?: string;
  /** Its name, when it is not made of `endpoint` and a number. */
  readonly name?: string;
  /** Who is on the other end. */
  readonly connected?: CallerId;
  /** The account that is billed. */
  readonly accountcode?: string;
  /** The language of its sounds. */
  readonly language?: string;
  /** The application that it starts in. */
  readonly application?: { readonly name: string; readonly data: string };
  /** Whether Asterisk makes it for itself: applications hear nothing of it. */
  readonly isHidden?: boolean;
  /** Whether `endpoint` is one that ARI can be asked about: Local channels have none. */
  readonly hasEndpoint?: boolean;
}
