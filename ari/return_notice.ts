import type { Channel } from "./generated/objects.ts";

/** What a registration has found after a loss, for those who wait for events that may have come meanwhile. */
export interface ReturnNotice {
  /** All channels that there are. */
  readonly channels: readonly Channel[];
  /** Id of a channel that has come into an application of the registration, of which no event told → the application. */
  readonly entered: ReadonlyMap<string, string>;
  /** Ids of the channels that have left the applications, and are still there. */
  readonly left: ReadonlySet<string>;
}

/** The arguments of `Stasis()` in what the dialplan was doing: `greeter,one,"two,three"` has two. */
export function argumentsIn(appData: string): string[] {
  const found = [""];
  let isQuoted = false;
  let isEscaped = false;
  for (const character of appData) {
    const last = found.length - 1;
    if (isEscaped || !/[",\\]/.test(character) || character === "," && isQuoted) {
      found[last] += character;
      isEscaped = false;
    } else if (character === ",") found.push("");
    else if (character === '"') isQuoted = !isQuoted;
    else isEscaped = true;
  }
  return found.slice(1);
}
