import { parseBoolean, parseCodecs, parseInteger, parseNumber, pjsip } from "../../config/mod.ts";
import type { OptionSchema } from "../../config/mod.ts";
import { NotSimulatedError } from "../errors.ts";
import { sorceryDefaults } from "./sorcery_defaults.ts";

/** The types of objects that are simulated. */
export type SorceryType = keyof typeof sorceryDefaults;

/** One setting of an object. */
export interface SorceryField {
  /** Its name. */
  readonly attribute: string;
  /** Its value, as it is written. */
  readonly value: string;
}

/** What came of writing an object. */
export type SorceryWriteResult =
  | "created"
  | "updated"
  | "no-fields"
  | "invalid-create"
  | "invalid-update"
  | "read-only";

/** What came of looking for an object, before its type is known to exist. */
export type SorceryTypeResult = "found" | "no-class" | "no-type";

/** The classes of configuration of a usual Asterisk, with the types of the one that is simulated (`res_pjsip`). */
const classes: ReadonlySet<string> = new Set([
  "res_pjsip",
  "res_ari",
  "res_geolocation",
  "res_stir_shaken",
  "res_websocket_client",
]);

const pjsipTypes: ReadonlySet<string> = new Set([
  ...["acl", "asterisk-publication", "domain_alias", "global", "identify", "inbound-publication", "nat_hook"],
  ...["outbound-publish", "registration", "resource_list", "subscription_persistence", "system", "transport"],
  ...Object.keys(sorceryDefaults),
]);

/** Attributes whose values Asterisk writes in a way of their own. */
const writtenOtherwise =
  /^(?:tos|cos)_|^set_var$|_group$|^dtls_(?!fingerprint|setup)|^contact$|^password_digest$|^md5_cred$/;

/** Attributes that can be written, and that Asterisk never shows. */
const notShown: ReadonlySet<string> = new Set(["acl", "contact_acl", "deny", "permit", "disallow"]);

/** An object that is there from the start, and by which its type's owner knows it. */
export type ConfiguredObjects = (type: SorceryType, id: string) => readonly SorceryField[] | undefined;

/**
 * The objects of Asterisk's dynamic configuration (sorcery). Without a `sorcery.conf`, only contacts can be written: what
 * comes from a file can be read and no more.
 */
export class Sorcery {
  readonly #objects = new Map<string, Map<string, string>>();
  readonly #writable: ReadonlySet<SorceryType>;
  readonly #configured: ConfiguredObjects;

  constructor(options: { writable?: readonly SorceryType[]; configured?: ConfiguredObjects } = {}) {
    const { writable = [], configured = () => undefined } = options;
    this.#writable = new Set([...writable, "contact"]);
    this.#configured = configured;
  }

  /** Whether there is such a type; throws {@linkcode NotSimulatedError} for a class that is not simulated. */
  findType(configClass: string, type: string): SorceryTypeResult {
    if (!classes.has(configClass)) return "no-class";
    if (configClass !== "res_pjsip") {
      throw new NotSimulatedError(`Cannot look into "${configClass}": its objects are not simulated, use "res_pjsip"`);
    }
    return pjsipTypes.has(type) ? "found" : "no-type";
  }

  /** All attributes of an object, in Asterisk's order. */
  get(type: string, id: string): SorceryField[] | undefined {
    if (!isSimulated(type)) return undefined;
    const own = this.#objects.get(key(type, id)) ?? this.#readConfigured(type, id);
    if (own === undefined) return undefined;
    return Object.entries(sorceryDefaults[type]).map(([attribute, value]) => ({
      attribute,
      value: own.get(attribute) ?? value,
    }));
  }

  /** Makes an object or changes one. */
  write(type: string, id: string, fields: readonly SorceryField[] | undefined): SorceryWriteResult {
    if (!isSimulated(type)) {
      throw new NotSimulatedError(
        `Cannot write object "${id}": type "${type}" is not simulated, use "endpoint" or "aor"`,
      );
    }
    const stored = this.#objects.get(key(type, id));
    const old = stored ?? this.#readConfigured(type, id);
    if (old !== undefined && fields === undefined) return "no-fields";
    const written = applyFields(type, old ?? new Map(), fields ?? []);
    if (written === undefined || !isComplete(type, written)) {
      return old === undefined ? "invalid-create" : "invalid-update";
    }
    if (!this.#writable.has(type) || (old !== undefined && stored === undefined)) return "read-only";
    this.#objects.set(key(type, id), written);
    return old === undefined ? "created" : "updated";
  }

  /** Removes an object; gives `false` when it comes from a file. */
  delete(type: string, id: string): boolean {
    return this.#objects.delete(key(type, id));
  }

  #readConfigured(type: SorceryType, id: string): Map<string, string> | undefined {
    const fields = this.#configured(type, id);
    // A file may set what is never shown.
    return fields === undefined
      ? undefined
      : applyFields(type, new Map(), fields.filter(({ attribute }) => !notShown.has(attribute)));
  }
}

function isSimulated(type: string): type is SorceryType {
  return Object.hasOwn(sorceryDefaults, type);
}

function key(type: string, id: string): string {
  return `${type}\n${id}`;
}

/** The values after the fields were written, or `undefined` when Asterisk refuses one of them. */
function applyFields(
  type: SorceryType,
  old: ReadonlyMap<string, string>,
  fields: readonly SorceryField[],
): Map<string, string> | undefined {
  const values = new Map(old);
  for (const { attribute, value } of fields) {
    if (attribute === "type") continue;
    const written = formatValue(type, attribute, value);
    if (written === undefined) return undefined;
    values.set(attribute, written);
  }
  return values;
}

/** What Asterisk asks of an object as a whole. */
function isComplete(type: SorceryType, values: ReadonlyMap<string, string>): boolean {
  if (type === "contact") return /^sips?:[^@\s]*@?[^\s@]+$/.test(values.get("uri") ?? "");
  if (type !== "auth") return true;
  const kind = values.get("auth_type") ?? "userpass";
  return (values.get("username") ?? "") !== "" && (kind === "md5" || (values.get("password") ?? "") !== "");
}

/** A value as Asterisk gives it back, or `undefined` when it refuses it. */
function formatValue(type: SorceryType, attribute: string, value: string): string | undefined {
  const initial = Object.hasOwn(sorceryDefaults[type], attribute) ? sorceryDefaults[type][attribute] : undefined;
  if (initial === undefined) {
    if (!optionsOf(type).has(attribute) && !notShown.has(attribute)) return undefined;
    throw notWritten(attribute, value);
  }
  if (writtenOtherwise.test(attribute)) throw notWritten(attribute, value);
  const option = optionsOf(type).get(attribute);
  return option === undefined ? value : formatOption(option, { attribute, value, initial });
}

function formatOption(
  option: OptionSchema,
  given: { attribute: string; value: string; initial: string },
): string | undefined {
  const { attribute, value, initial } = given;
  switch (option.kind) {
    case "boolean": {
      const parsed = parseBoolean(value);
      const isTrue = parsed.ok && parsed.value;
      // Each option has its own words for yes and no.
      if (/^(?:true|false)$/.test(initial)) return String(isTrue);
      return isTrue ? "yes" : "no";
    }
    case "integer": {
      const parsed = parseInteger(value, option);
      return parsed.ok ? String(parsed.value) : undefined;
    }
    case "number": {
      const parsed = parseNumber(value, option);
      return parsed.ok ? parsed.value.toFixed(6) : undefined;
    }
    case "choice":
      return option.values.includes(value) ? value : undefined;
    case "text":
    case "list":
      return value;
    case "codecs": {
      const parsed = parseCodecs([{ name: attribute, value }]);
      if (!parsed.ok || parsed.value.all) throw notWritten(attribute, value);
      return `(${parsed.value.codecs.map(({ name }) => name).join("|") || "nothing"})`;
    }
    case "address":
      return value;
    case "duration":
    case "rules":
      throw notWritten(attribute, value);
    default:
      throw new Error(`Unreachable: ${option satisfies never}`);
  }
}

function optionsOf(type: SorceryType): ReadonlyMap<string, OptionSchema> {
  const { sections } = pjsip;
  const section = type === "contact" ? undefined : sections[type];
  return new Map<string, OptionSchema>(section === undefined ? [] : Object.entries(section.options));
}

function notWritten(attribute: string, value: string): NotSimulatedError {
  return new NotSimulatedError(`Cannot write "${value}" to "${attribute}": how Asterisk reads it is not simulated`);
}
