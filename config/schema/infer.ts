import type { Address } from "../values/address.ts";
import type { CodecList } from "../values/list.ts";
import type { OptionSchema, SchemaDefinition, SectionSchema } from "./schema.ts";

/**
 * The type of what a file says, by its schema: an object for each section that is there once, and a map by name for the
 * others. Of a schema that is only known to be one, nothing is known.
 *
 * @example
 * ```ts
 * import type { Infer, InferSection, pjsip } from "@asterism/asterisk/config";
 *
 * type Pjsip = Infer<typeof pjsip>; // { endpoint: ReadonlyMap<string, …>, aor: …, … }
 * type Endpoint = InferSection<typeof pjsip.sections.endpoint>;
 * const mode = (endpoint: Endpoint) => endpoint.dtmf_mode; // "rfc4733" | "inband" | …
 * ```
 */
export type Infer<D extends SchemaDefinition> = string extends keyof D["sections"] ? Readonly<Record<string, unknown>>
  : {
    readonly [K in keyof D["sections"]]: D["sections"][K] extends { readonly single: true }
      ? InferSection<D["sections"][K]>
      : ReadonlyMap<string, InferSection<D["sections"][K]>>;
  };

/** The type of one section, by its schema. */
export type InferSection<S extends SectionSchema> =
  & {
    readonly [K in keyof S["options"] as S["options"][K] extends { readonly partOf: string } ? never : K]: InferOption<
      S["options"][K]
    >;
  }
  & (S extends { readonly entries: readonly string[] } ? { readonly entries: readonly Entry[] } : unknown);

/** A setting that is none of the options, in a section that has free names; or one line of several that belong together. */
export interface Entry {
  /** Its name, as it is written. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** The type of one option, by its schema: with a default, it is always there. */
export type InferOption<O extends OptionSchema> = O extends { readonly kind: "codecs" } ? CodecList
  : O extends { readonly kind: "rules" } ? readonly Entry[]
  : O extends { readonly kind: "list" } ? readonly InferWord<O>[]
  : O extends { readonly repeatable: true } ? readonly InferValue<O>[]
  : O extends { readonly default: unknown } | { readonly required: true } ? InferValue<O>
  : InferValue<O> | undefined;

/** The type of one value of an option, whether it is there once, often or not at all. */
export type InferValue<O extends OptionSchema> = O["kind"] extends "boolean" ? boolean
  : O["kind"] extends "integer" | "number" | "duration" ? number
  : O["kind"] extends "address" ? Address
  : InferWord<O>;

/** The type of a text of an option: its words, where it has some, and numbers where it takes these as well. */
export type InferWord<O extends OptionSchema> = O extends { readonly values: readonly (infer V extends string)[] }
  ? V | (O extends { readonly numeric: true } ? `${number}` : never)
  : string;
