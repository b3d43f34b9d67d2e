import type { Channel } from "./channel.ts";

/** What Asterisk asks a technology for. */
export interface ChannelRequest {
  /** Whom to call, in the technology's own words: what follows `PJSIP/`. */
  readonly address: string;
  /** The id that the channel shall have, when somebody has chosen one. */
  readonly id?: string | undefined;
  /** The id that its second half shall have, of a technology whose channels come in pairs. */
  readonly otherId?: string | undefined;
  /** The channel that it is made for. */
  readonly requestor?: Channel | undefined;
}

/** What became of a {@linkcode ChannelRequest}: a channel that is not called yet, or why there is none. */
export type RequestResult =
  | { readonly kind: "created"; readonly channel: Channel }
  /** Somebody has that id already. */
  | { readonly kind: "id-exists" }
  /** There is no such technology, or it can not reach the address; a hangup cause. */
  | { readonly kind: "unavailable"; readonly cause: number };

/** A way to make channels: what Asterisk calls a channel technology (`struct ast_channel_tech`). */
export interface ChannelTechnology {
  /** Its name, as channels' names begin: `PJSIP`. */
  readonly name: string;
  /** Makes a channel, and does not call it yet. */
  request(request: ChannelRequest): RequestResult;
}

/** Asterisk's cause when there is no such technology (`AST_CAUSE_NOSUCHDRIVER`). */
const noSuchDriver = 66;

/** All technologies of a PBX; they are found whatever the case of their names. */
export class ChannelTechnologies {
  readonly #technologies = new Map<string, ChannelTechnology>();

  /** Adds a technology. */
  add(technology: ChannelTechnology): void {
    this.#technologies.set(technology.name.toLowerCase(), technology);
  }

  /** Finds a technology. */
  get(name: string): ChannelTechnology | undefined {
    return this.#technologies.get(name.toLowerCase());
  }

  /** Makes a channel of a technology, and does not call it yet (`ast_request`). */
  request(name: string, request: ChannelRequest): RequestResult {
    return this.get(name)?.request(request) ?? { kind: "unavailable", cause: noSuchDriver };
  }
}
