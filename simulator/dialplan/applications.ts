import { findApplication as findFacts } from "../../config/dialplan/known_applications.ts";
import { NotSimulatedError } from "../errors.ts";
import type { DialplanApplication } from "./application.ts";
import { blockApplications } from "./applications/blocks.ts";
import { callApplications } from "./applications/calls.ts";
import { flowApplications } from "./applications/flow.ts";
import { promptApplications } from "./applications/prompts.ts";
import { subroutineApplications } from "./applications/subroutines.ts";
import { variableApplications } from "./applications/variables.ts";

/** The applications that are simulated, by Asterisk's names. */
const simulated: Readonly<Record<string, DialplanApplication>> = {
  ...blockApplications,
  ...callApplications,
  ...flowApplications,
  ...promptApplications,
  ...subroutineApplications,
  ...variableApplications,
};

const byLowerCase: ReadonlyMap<string, DialplanApplication> = new Map(
  Object.entries(simulated).map(([name, application]) => [name.toLowerCase(), application]),
);

/** Whether Asterisk has an application of this name, in any case. */
export function isApplication(name: string): boolean {
  return byLowerCase.has(name.toLowerCase()) || findFacts(name) !== undefined;
}

/**
 * Finds an application, whatever the case of its name; gives `undefined` for one that Asterisk does not have, and throws
 * {@linkcode NotSimulatedError} for one that only Asterisk has.
 */
export function findApplication(name: string): DialplanApplication | undefined {
  const application = byLowerCase.get(name.toLowerCase());
  if (application !== undefined) return application;
  if (findFacts(name) === undefined) return undefined;
  const known = Object.keys(simulated).toSorted().join(", ");
  throw new NotSimulatedError(`Cannot run application "${name}": not simulated yet, use one of ${known}`);
}
