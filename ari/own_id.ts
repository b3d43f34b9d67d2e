import { makeUuid } from "../_internal/uuid.ts";
import { type Invocation, withBridgeId } from "./bridge_variables.ts";
import type { Operation } from "./operation.ts";
import type { Values } from "./preflight.ts";

const plays: ReadonlySet<string> = new Set(["channels.play", "bridges.play"]);

/**
 * Gives what is made an id of our own where Asterisk would make one up: a playback, so that its end is not missed when it comes before
 * the answer, and a bridge with variables, which Asterisk takes only with an id.
 */
export function withOwnId(asked: Operation, given: Values | undefined, random: () => number): Invocation {
  if (plays.has(asked.id) && given !== undefined && given.playbackId === undefined) {
    return { operation: asked, parameters: { ...given, playbackId: makeUuid(random) } };
  }
  return withBridgeId(asked, given, random);
}
