import { findFunction as findFacts } from "../../config/dialplan/known_applications.ts";
import type { NestedSubstitution } from "../../config/mod.ts";
import type { Channel } from "../core/channel.ts";
import { NotSimulatedError } from "../errors.ts";
import type { DialplanEngine } from "./application.ts";
import { channelFunctions } from "./functions/channel.ts";
import { detectionFunctions } from "./functions/detection.ts";
import { mathFunctions } from "./functions/math.ts";
import { pjsipFunctions } from "./functions/pjsip.ts";
import { textFunctions } from "./functions/text.ts";
import { variableFunctions } from "./functions/variables.ts";

/** One dialplan function: what it reads as, and what comes of writing it. */
export interface DialplanFunction {
  /** Reads it; without this it cannot be read. */
  read?(call: FunctionCall): string | undefined;
  /** Writes it; without this it cannot be written. */
  write?(call: FunctionCall, value: string): void;
}

/** What a {@linkcode DialplanFunction} works on. */
export interface FunctionCall {
  /** What runs the dialplan. */
  readonly engine: DialplanEngine;
  /** The channel; a function that needs one gives nothing without it. */
  readonly channel: Channel | undefined;
  /** All that stands between its parentheses. */
  readonly text: string;
  /** For functions that substitute by themselves. */
  readonly nested?: NestedSubstitution;
}

const simulated: ReadonlyMap<string, DialplanFunction> = new Map(
  Object.entries({
    ...channelFunctions,
    ...detectionFunctions,
    ...mathFunctions,
    ...pjsipFunctions,
    ...textFunctions,
    ...variableFunctions,
  }),
);

/**
 * Finds a function by its exact name; gives `undefined` for one that Asterisk does not have, and throws
 * {@linkcode NotSimulatedError} for one that only Asterisk has.
 */
export function findFunction(name: string): DialplanFunction | undefined {
  const found = simulated.get(name);
  if (found !== undefined) return found;
  if (findFacts(name)?.name !== name) return undefined;
  const known = [...simulated.keys()].toSorted().join(", ");
  throw new NotSimulatedError(`Cannot use function "${name}": not simulated yet, use one of ${known}`);
}
