import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Step } from "./script.ts";
import type { State } from "./states.ts";

/** Values of parameters, by name: those of path and query as they are, those of the body as JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** How an operation succeeds, from which its other cases are made. */
export interface Plan {
  /** In this state of things it succeeds. */
  readonly given: State;
  /** With these parameters. */
  readonly values: Values;
  /** Optional parameters, each with a value that does something: each is tried, alone and all together. */
  readonly optional?: Values;
  /** What to do after it, and compare. */
  readonly then?: readonly Step[];
  /** Other states in which the same is tried. */
  readonly states?: Readonly<Record<string, State>>;
  /** Other requests, each with a title. */
  readonly more?: Readonly<Record<string, PlannedRequest>>;
  readonly sockets?: readonly string[];
  readonly alone?: boolean;
}

/** One more request of an operation. */
export interface PlannedRequest {
  /** @default that of the plan */
  readonly given?: State;
  /** Besides those of the plan; `undefined` leaves one out. */
  readonly values?: Values;
  /** The whole JSON body, where it is not made of the values. */
  readonly json?: unknown;
  /** @default that of the plan */
  readonly then?: readonly Step[];
  readonly sockets?: readonly string[];
}

/** The plans of some operations; that all of them have one is a test. */
export type Plans = Readonly<Partial<Record<OperationId, Plan>>>;
