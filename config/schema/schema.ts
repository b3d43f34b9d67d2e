import type { TextFormat } from "./text_format.ts";

/** What a configuration file may hold: the sections, their options, and what Asterisk does with anything else. */
export interface SchemaDefinition {
  /** The name of the file: `pjsip.conf`. */
  readonly file: string;
  /** What Asterisk does about a section of no kind: it refuses the file, or passes over it. @default {"ignored"} */
  readonly unknownSections?: "file" | "ignored";
  /** The kinds of sections, by the names under which they are read. */
  readonly sections: Readonly<Record<string, SectionSchema>>;
}

/**
 * One kind of section. It is told by its name (`named`), by its setting `type` (`type`), or it is every section that no
 * other kind takes.
 */
export interface SectionSchema {
  /** The section's name, in any case. */
  readonly named?: string;
  /** What its first setting `type` says; Asterisk looks at no other and minds the case. */
  readonly type?: string;
  /** Whether there is one, read as one object rather than a map of them by name; nothing in it can be required. */
  readonly single?: true;
  /**
   * What Asterisk makes of a second section of this kind, or of the same name where there may be several: it reads the
   * first alone (`"first"`), the same with a warning (`"skipped"`), both as one (`"merged"`), or none of this kind
   * (`"refused"`).
   * @default {"first"}
   */
  readonly repeated?: "first" | "skipped" | "merged" | "refused";
  /**
   * Which of several settings of one name counts: the last, where the module goes through all of them, or the one that
   * is found by name (`"retrieved"`): the first up to Asterisk 22, the last from 23 on.
   * @default {"last"}
   */
  readonly takes?: "last" | "retrieved";
  /** What Asterisk does about an option that it does not know. */
  readonly unknown: SchemaEffect;
  /** What Asterisk does about a value that an option can not have. @default {that of `unknown`} */
  readonly wrong?: SchemaEffect;
  /** The options, by name. */
  readonly options: Readonly<Record<string, OptionSchema>>;
  /** What several options must be together, or Asterisk refuses the section. */
  readonly rules?: readonly SectionRule[];
  /** How names begin that are none of the options and right all the same; `""` allows all of them. */
  readonly entries?: readonly string[];
}

/**
 * What a mistake costs: the whole file (`"file"`), the section (`"section"`) or the line (`"line"`), each with a message
 * in the log, or the line without a word (`"ignored"`).
 */
export type SchemaEffect = "file" | "section" | "line" | "ignored";

/** What several options of one section must be together. An option says something when it is not empty, not no and not 0. */
export type SectionRule = NeedsRule | ExcludesRule | OrderRule;

/** Which option a rule speaks of, and what it must say for the rule to hold. */
export interface RuleCondition {
  /** The option. */
  readonly option: string;
  /** What it must say. @default {anything} */
  readonly is?: string;
}

/** One of several options must say something. */
export interface NeedsRule {
  /** The kind. */
  readonly kind: "needs";
  /** The options. */
  readonly oneOf: readonly string[];
  /** When that is so. @default {always} */
  readonly when?: RuleCondition;
  /** When it is not. @default {never} */
  readonly unless?: RuleCondition;
}

/** One option must not say something when another does. */
export interface ExcludesRule {
  /** The kind. */
  readonly kind: "excludes";
  /** The other option. */
  readonly when: RuleCondition;
  /** The option that must then be left out. */
  readonly option: string;
  /** The only thing that it may say all the same. */
  readonly but?: string;
}

/** One number must not be greater than another, where both are there or have a default. */
export interface OrderRule {
  /** The kind. */
  readonly kind: "order";
  /** The option with the lesser one. */
  readonly least: string;
  /** The option with the greater one. */
  readonly greatest: string;
  /** Whether they must differ. */
  readonly differ?: true;
  /** Whether a 0 is no number, but says that there is none. */
  readonly zeroIsNone?: true;
}

/** One option. */
export type OptionSchema =
  | BooleanOption
  | IntegerOption
  | NumberOption
  | DurationOption
  | TextOption
  | ChoiceOption
  | ListOption
  | AddressOption
  | CodecsOption
  | RulesOption;

/** What any option may say of itself. */
export interface AnyOption {
  /** Whether every line counts, so that the option is read as a list. */
  readonly repeatable?: true;
  /** Whether Asterisk refuses the section without it. */
  readonly required?: true;
  /** Which of several lines counts, where it differs from the section's others. */
  readonly takes?: "last" | "retrieved";
  /** Other names that Asterisk takes for it. */
  readonly aliases?: readonly string[];
  /** Why to use something else: a sentence's rest, such as `use "strategy"`. */
  readonly obsolete?: string;
  /** The releases that brought it, one for each branch that got it. */
  readonly since?: readonly string[];
  /** The release that no longer has it. */
  readonly until?: string;
}

/** Yes or no, see {@linkcode parseBoolean}. */
export interface BooleanOption extends AnyOption {
  /** The kind. */
  readonly kind: "boolean";
  /** What holds when it is not there. */
  readonly default?: boolean;
  /** What Asterisk takes a word for that says neither, without a message. @default {false} */
  readonly otherwise?: boolean;
}

/** A whole number, see {@linkcode parseInteger}. */
export interface IntegerOption extends AnyOption {
  /** The kind. */
  readonly kind: "integer";
  /** What holds when it is not there. */
  readonly default?: number;
  /** The least. */
  readonly min?: number;
  /** The greatest. */
  readonly max?: number;
  /** Whether only the digits at the start are read, in base 10. */
  readonly leading?: true;
  /** What Asterisk takes a text for that is no number, without a message. */
  readonly otherwise?: number;
  /** Whether a number out of range becomes the nearest within, with a message or without. */
  readonly clamps?: true | "silently";
  /** Numbers out of range that are right all the same. */
  readonly also?: readonly number[];
}

/** A number, see {@linkcode parseNumber}. */
export interface NumberOption extends AnyOption {
  /** The kind. */
  readonly kind: "number";
  /** What holds when it is not there. */
  readonly default?: number;
  /** The least. */
  readonly min?: number;
  /** The greatest. */
  readonly max?: number;
}

/** A duration with its unit, read as milliseconds, see {@linkcode parseDuration}. */
export interface DurationOption extends AnyOption {
  /** The kind. */
  readonly kind: "duration";
  /** What holds when it is not there, in milliseconds. */
  readonly default?: number;
  /** What a number alone counts. */
  readonly unit: "h" | "m" | "s" | "ms";
}

/** Any text. */
export interface TextOption extends AnyOption, NamesOption {
  /** The kind. */
  readonly kind: "text";
  /** What holds when it is not there. */
  readonly default?: string;
}

/** What a text, or each name of a list, is. */
export interface NamesOption {
  /** What it must look like. @default {anything} */
  readonly format?: TextFormat;
  /** The kind of section of the same file that it names. */
  readonly names?: string;
}

/** One of several words, in any case. */
export interface ChoiceOption extends AnyOption {
  /** The kind. */
  readonly kind: "choice";
  /** The words. */
  readonly values: readonly string[];
  /** What holds when it is not there. */
  readonly default?: string;
  /** Words that mean another. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** The words that any true and any false word mean, where Asterisk takes those as well. */
  readonly booleans?: readonly [yes: string, no: string];
  /** What Asterisk takes another word for, without a message. */
  readonly otherwise?: string;
  /** Whether upper and lower case differ. */
  readonly caseSensitive?: true;
  /** Whether a whole number is taken as well, of which what follows it does not count. */
  readonly numeric?: true;
}

/** Names separated by commas, see {@linkcode parseList}. */
export interface ListOption extends AnyOption, NamesOption {
  /** The kind. */
  readonly kind: "list";
  /** What holds when it is not there. */
  readonly default?: readonly string[];
  /** The names that there are, in any case; without them, any. One that is none of them does not count. */
  readonly values?: readonly string[];
  /** Whether blanks belong to a name, and nothing is a name as well. */
  readonly exact?: true;
}

/** A host with or without a port, see {@linkcode parseAddress}. */
export interface AddressOption extends AnyOption {
  /** The kind. */
  readonly kind: "address";
  /** What holds when it is not there, as a text. */
  readonly default?: string;
  /** What is asked of the port. @default {"optional"} */
  readonly port?: "optional" | "required" | "forbidden" | "ignored";
  /** Whether names are refused. */
  readonly numeric?: true;
}

/** Codecs: `allow`, to which `disallow` belongs, see {@linkcode parseCodecs}. */
export interface CodecsOption extends AnyOption {
  /** The kind. */
  readonly kind: "codecs";
  /** The codecs that there are, but for `all`; without them, any. */
  readonly values?: readonly string[];
  /** The option that is read together with this one, which then is not read by itself. */
  readonly partOf?: string;
}

/** Lines whose order counts over several names, such as `permit` and `deny`; they are read as they stand. */
export interface RulesOption extends AnyOption {
  /** The kind. */
  readonly kind: "rules";
  /** Whether it has networks, see {@linkcode parseAcl}, rather than names of `acl.conf`. */
  readonly networks?: true;
  /** Whether it may be empty. */
  readonly empty?: true;
  /** The option that is read together with this one, which then is not read by itself. */
  readonly partOf?: string;
}

/**
 * Describes what a configuration file may hold, so that {@linkcode read} can tell what it says and what is wrong.
 *
 * The types of what is read are worked out from the description, see {@linkcode Infer}.
 *
 * @param definition The description. It is checked: a default must be a value of its option.
 * @returns The description itself.
 *
 * @example
 * ```ts
 * import { defineSchema, parse, read } from "@asterism/asterisk/config";
 *
 * const dialer = defineSchema({
 *   file: "dialer.conf",
 *   sections: {
 *     general: {
 *       named: "general",
 *       single: true,
 *       unknown: "ignored",
 *       options: {
 *         enabled: { kind: "boolean", default: false },
 *         pace: { kind: "integer", min: 1, max: 100, default: 10 },
 *       },
 *     },
 *   },
 * });
 *
 * const { value } = read(dialer, parse("[general]\nenabled = yes\n"));
 * console.log(value.general.enabled, value.general.pace); // true 10
 * ```
 */
export function defineSchema<const D extends SchemaDefinition>(definition: D): D {
  for (const [kind, section] of Object.entries(definition.sections)) {
    const names = new Set<string>();
    for (const [name, option] of Object.entries(section.options)) {
      const problem = problemOf(option, section);
      if (problem !== undefined) throw new TypeError(`Cannot define option "${name}" of "${kind}": ${problem}`);
      for (const each of [name, ...option.aliases ?? []].map((text) => text.toLowerCase())) {
        if (names.has(each)) {
          throw new TypeError(`Cannot define option "${name}" of "${kind}": "${each}" is there twice`);
        }
        names.add(each);
      }
    }
  }
  return definition;
}

function problemOf(option: OptionSchema, section: SectionSchema): string | undefined {
  if (section.single && option.required) return "a section that is there once can not ask for an option";
  if ("partOf" in option && option.partOf !== undefined) {
    return section.options[option.partOf]?.kind === option.kind
      ? undefined
      : `"${option.partOf}" is no option of its kind`;
  }
  switch (option.kind) {
    case "choice":
      return [option.default, option.otherwise, ...option.booleans ?? [], ...Object.values(option.synonyms ?? {})]
          .every((word) => word === undefined || option.values.includes(word))
        ? undefined
        : "a default, synonym or other meaning is none of its values";
    case "integer":
    case "number": {
      const { default: value, min = -Infinity, max = Infinity } = option;
      if (value === undefined || (value >= min && value <= max)) return undefined;
      if (option.kind === "integer" && option.also?.includes(value)) return undefined;
      return `its default ${value} is not within ${min} to ${max}`;
    }
    default:
      return undefined;
  }
}
