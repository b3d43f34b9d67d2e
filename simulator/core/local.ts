import type { ChannelRequest, ChannelTechnology, RequestResult } from "./channel_technology.ts";
import type { Pbx } from "./pbx.ts";
import { UnrealPair } from "./unreal.ts";

/** Where a Local channel leads, and how it is made. */
export interface LocalAddress {
  /** The extension that its second half calls. */
  readonly exten: string;
  /** The context. */
  readonly context: string;
  /** The letters behind the last slash. */
  readonly options: string;
}

/** Reads what follows `Local/`: an extension, perhaps `@` and a context, perhaps `/` and options. */
export function parseLocalAddress(address: string): LocalAddress {
  const slash = address.lastIndexOf("/");
  const [place, options] = slash < 0 ? [address, ""] : [address.slice(0, slash), address.slice(slash + 1)];
  const at = place.indexOf("@");
  const [exten, context] = at < 0 ? [place, ""] : [place.slice(0, at), place.slice(at + 1)];
  return { exten, context: context || "default", options };
}

/** Channels that lead into the dialplan of this very PBX (`main/core_local.c`). */
export class LocalTechnology implements ChannelTechnology {
  readonly name = "Local";
  readonly #pbx: Pbx;

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  request({ address, id, otherId }: ChannelRequest): RequestResult {
    const { exten, context } = parseLocalAddress(address);
    const pair = UnrealPair.create(this.#pbx, {
      technology: this.name,
      name: `${exten}@${context}`,
      states: ["Down", "Ring"],
      context,
      exten,
      id,
      otherId,
      dial: (pair) => this.#runDialplan(pair, { exten, context }),
    });
    if (pair === "id-exists") return { kind: "id-exists" };
    return { kind: "created", channel: pair.first };
  }

  /** Runs the dialplan on the second half; `false` when there is no such extension. */
  #runDialplan(pair: UnrealPair, { exten, context }: { exten: string; context: string }): boolean {
    const { dialplan } = this.#pbx;
    if (!dialplan.has({ context, exten, priority: 1 }, pair.second.caller.number)) return false;
    // A thread of its own, so what called it goes on first.
    queueMicrotask(() => void dialplan.run(pair.second));
    return true;
  }
}
