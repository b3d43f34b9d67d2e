/**
 * One operation of Asterisk's REST interface as data. The client builds requests from it and the simulator routes,
 * validates and documents with it, so it is written down once, in `generated/operations.ts`.
 */
export interface Operation {
  /** `resource.nickname`, as in `channels.originate`. */
  readonly id: string;
  /** The resource that it belongs to, as Asterisk's documentation files name it: `channels`, `deviceStates`. */
  readonly resource: string;
  /** Asterisk's own name for the operation within its resource. */
  readonly nickname: string;
  /** HTTP method. */
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below `/ari`, with `{name}` for each path parameter. */
  readonly path: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Its parameters, in Asterisk's order. */
  readonly parameters: readonly Parameter[];
  /** What a success answers. */
  readonly result: Result;
  /** The error statuses that Asterisk documents for it. */
  readonly errors: readonly number[];
  /** The first release of each branch that has it. */
  readonly since: readonly string[];
}

/** One parameter of an {@linkcode Operation}. */
export interface Parameter {
  /** Its name on the wire. */
  readonly name: string;
  /** Where it goes. */
  readonly in: "path" | "query" | "body";
  /** The type of its value, or of each value when `list` is true. */
  readonly type: ParameterType;
  /** Whether it takes several values. */
  readonly list: boolean;
  /** Whether a request without it is refused by the client. */
  readonly required: boolean;
  /** What Asterisk takes when it is absent; documentation only, Asterisk decides. */
  readonly default?: string | number | boolean;
  /** The values that Asterisk knows, when they are a closed set. */
  readonly values?: readonly string[];
  /** The smallest number allowed. */
  readonly min?: number;
  /** The largest number allowed. */
  readonly max?: number;
}

/**
 * The type of a parameter's value. Those of bodies: `variables` maps names to strings or to `{ value, report_events }`,
 * `strings` maps names to strings, `json` is any object, `fields` is a list of `{ attribute, value }`, `filter` an event filter.
 */
export type ParameterType =
  | "string"
  | "int"
  | "long"
  | "double"
  | "boolean"
  | "variables"
  | "strings"
  | "json"
  | "fields"
  | "filter";

/** What an {@linkcode Operation} answers on success. */
export type Result =
  | { readonly kind: "void" | "binary" | "websocket" }
  | { readonly kind: "model"; readonly name: string; readonly list: boolean };

/** One model of Asterisk's REST interface as data: an object in an answer, or an event. */
export interface Model {
  /** Its name, as in `Channel` or `StasisStart`. */
  readonly name: string;
  /** The resource file that declares it. */
  readonly resource: string;
  /** What it is, in one line. */
  readonly summary: string;
  /** The model it extends: `Event` for every event. */
  readonly extends?: string;
  /** Its own properties, without those of the model it extends. */
  readonly properties: readonly Property[];
}

/** One property of a {@linkcode Model}. */
export interface Property {
  /** Its name on the wire. */
  readonly name: string;
  /** A primitive (`string`, `int`, `long`, `double`, `boolean`, `Date`, `object`) or the name of a model. */
  readonly type: string;
  /** Whether it holds a list of that type. */
  readonly list: boolean;
  /** Whether Asterisk always sends it. */
  readonly required: boolean;
  /** The values that Asterisk knows, when they are a closed set. */
  readonly values?: readonly string[];
}
