import { compareReleases, isIn, parseRelease, type Release } from "../values/asterisk_version.ts";
import { defaultOf } from "./option_value.ts";
import type { AnyOption, OptionSchema, SectionSchema } from "./schema.ts";

/** An option with the name that it has in its schema. */
export interface NamedOption {
  readonly name: string;
  readonly option: OptionSchema;
}

/** Finds a section's options by any of their names. */
export class OptionIndex {
  readonly #options = new Map<string, NamedOption>();
  readonly #entries: readonly string[];
  /** The kind of section whose options these are. */
  readonly schema: SectionSchema;
  /** The names that the schema gives them. */
  readonly names: readonly string[];
  /** Those without which Asterisk refuses a section. */
  readonly required: readonly string[];
  /** What a section says that says nothing. */
  readonly defaults: Readonly<Record<string, unknown>>;

  /** Indexes one kind of section. */
  constructor(schema: SectionSchema) {
    const { options, entries = [] } = schema;
    this.schema = schema;
    const named = Object.entries(options);
    this.names = Object.keys(options);
    this.required = named.filter(([, option]) => option.required).map(([name]) => name);
    this.defaults = Object.fromEntries(
      named.filter(([, option]) => wholeOf(option) === undefined).map(([name, option]) => [name, defaultOf(option)]),
    );
    this.#entries = entries.map(lowerCase);
    for (const [name, option] of Object.entries(options)) {
      for (const each of [name, ...option.aliases ?? []]) this.#options.set(lowerCase(each), { name, option });
    }
  }

  /** The option of this name, in any case. */
  get(name: string): NamedOption | undefined {
    return this.#options.get(lowerCase(name));
  }

  /** Whether the section has free names, and this can be one. */
  isEntry(name: string): boolean {
    return this.#entries.some((start) => lowerCase(name).startsWith(start));
  }
}

/** The name of the option that one is read with, when it is not read by itself. */
export function wholeOf(option: OptionSchema): string | undefined {
  return "partOf" in option ? option.partOf : undefined;
}

/** Whether a release has an option. */
export function isAvailable({ since, until }: AnyOption, release: Release): boolean {
  if (since !== undefined && !isIn(release, since)) return false;
  return until === undefined || compareReleases(release, parseRelease(`${until}.0.0`)) < 0;
}

/** Names compare without case, in ASCII only. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
