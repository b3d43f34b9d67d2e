import type { Model, Operation } from "../operation.ts";
import type { JsonNode } from "./json_node.ts";

/** Asterisk's REST interface as data; summaries are empty until it is described. */
export interface Api {
  /** The operations, by resource in alphabetical order and then in Asterisk's. */
  readonly operations: readonly Operation[];
  /** The models, in the same order. */
  readonly models: readonly Model[];
}

/** One resource's Swagger file. */
export interface SwaggerFile {
  /** The resource, as in `channels`. */
  readonly resource: string;
  /** Its content. */
  readonly root: JsonNode;
}

/** The types that a property may have besides models. */
export const primitives: ReadonlySet<string> = new Set([
  "string",
  "int",
  "long",
  "double",
  "boolean",
  "Date",
  "object",
]);
