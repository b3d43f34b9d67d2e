import type { Operation, Parameter } from "./operation.ts";

/**
 * Most values of one list in a query: Asterisk answers 400 to more (res_ari, 22.10.1). A JSON body may hold any number.
 */
export const maxQueryValues = 127;

/** What was given to an operation, by the names of its parameters. */
export type Values = Readonly<Record<string, unknown>>;

/** What errors are about: an operation, or a request that is none. */
export type Named = Pick<Operation, "id">;

/** Parameters without which, or with an empty text for which, Asterisk itself does not look: they must say something. */
const filled: ReadonlySet<string> = new Set([
  "applications.subscribe.eventSource",
  "applications.unsubscribe.eventSource",
  "bridges.record.format",
  "bridges.setBridgeVar.variable",
  "channels.move.app",
]);

/** Throws `TypeError` for a parameter that the operation does not have. */
export function refuseUnknown(operation: Operation, values: Values): void {
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new TypeError(`Cannot run ${operation.id}: parameters must be an object, not ${describe(values)}`);
  }
  for (const name of Object.keys(values)) {
    if (operation.parameters.some((parameter) => parameter.name === name)) continue;
    const known = operation.parameters.map((parameter) => parameter.name).join(", ") || "none";
    throw new TypeError(`Cannot run ${operation.id}: unknown parameter "${name}", known are ${known}`);
  }
}

/** The `TypeError` for a required parameter that was not given. */
export function missing(operation: Named, { name }: Parameter): TypeError {
  return new TypeError(`Cannot run ${operation.id}: parameter "${name}" is missing`);
}

/** The texts of a list, or of a single value in place of one; throws for what is no list of texts. */
export function checkedList(operation: Operation, parameter: Parameter, value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0 && parameter.required) {
    throw new TypeError(`Cannot run ${operation.id}: parameter "${parameter.name}" is an empty list`);
  }
  // Not map(), which leaves out the holes of a list.
  const texts = Array.from(values, (item) => String(checkedScalar(operation, parameter, item)));
  if (texts.includes("") && (Array.isArray(value) || isFilled(operation, parameter))) {
    throw new TypeError(`Cannot run ${operation.id}: parameter "${parameter.name}" holds an empty string`);
  }
  return texts;
}

/** A single value of the parameter's type; throws for any other. */
export function checkedScalar(
  operation: Operation,
  parameter: Parameter,
  value: unknown,
): string | number | boolean {
  const { name, type } = parameter;
  if (type === "boolean") {
    if (typeof value === "boolean") return value;
    throw wrongType(operation, name, "a boolean", value);
  }
  if (type === "int" || type === "long" || type === "double") return checkedNumber(operation, parameter, value);
  const text = checkedText(operation, name, value);
  if (text === "" && !parameter.list && isFilled(operation, parameter)) {
    throw new TypeError(`Cannot run ${operation.id}: parameter "${name}" is an empty string`);
  }
  return text;
}

/** A string that can be sent: neither URLs nor JSON carry a NUL or half of a surrogate pair to Asterisk. */
export function checkedText(operation: Named, name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(operation, name, "a string", value);
  if (!isSendable(value)) throw unsendable(operation, name);
  return value;
}

/** The content of a body parameter, as it is sent; throws for one of another shape. */
export function checkedBody(operation: Operation, parameter: Parameter, value: unknown): unknown {
  const { name, type } = parameter;
  if (type === "fields") {
    const isGood = Array.isArray(value) && Array.from(value).every(isField);
    if (!isGood) throw wrongType(operation, name, "a list of { attribute, value }, both strings", value);
    return value;
  }
  if (!isObject(value)) throw wrongType(operation, name, "an object", value);
  if (type === "filter") refuseBadFilter(operation, name, value);
  if (type === "variables" || type === "strings") refuseBadVariables(operation, parameter, value);
  return value;
}

/** The JSON text of a body; throws `TypeError` for what has none, or holds what Asterisk's parser refuses. */
export function bodyText(operation: Named, content: unknown): string {
  const checked = (key: string, value: unknown) => {
    if (!isSendable(key) || (typeof value === "string" && !isSendable(value))) throw unsendable(operation, key);
    return value;
  };
  try {
    return JSON.stringify(content, checked);
  } catch (cause) {
    if (cause instanceof UnsendableError) throw cause;
    // A list that holds itself, a bigint, or a toJSON() that throws.
    throw new TypeError(`Cannot run ${operation.id}: its body can not be written as JSON`, { cause });
  }
}

function checkedNumber(operation: Operation, { name, type, min, max }: Parameter, value: unknown): number {
  if (typeof value !== "number" || (type === "double" ? !Number.isFinite(value) : !Number.isSafeInteger(value))) {
    throw wrongType(operation, name, type === "double" ? "a finite number" : "a whole number", value);
  }
  // Asterisk reads an int into 32 bits, whatever it overflows to.
  const least = min ?? (type === "int" ? -0x8000_0000 : -Infinity);
  const most = max ?? (type === "int" ? 0x7fff_ffff : Infinity);
  if (value >= least && value <= most) return value;
  const range = most === Infinity
    ? `${least} or more`
    : least === -Infinity
    ? `${most} or less`
    : `${least} to ${most}`;
  throw new RangeError(`Cannot run ${operation.id}: parameter "${name}" must be ${range}, current value is ${value}`);
}

function refuseBadVariables(operation: Operation, { name, type }: Parameter, variables: object): void {
  for (const [variable, content] of Object.entries(variables)) {
    if (typeof content === "string") continue;
    if (type === "strings") throw wrongType(operation, `${name}.${variable}`, "a string", content);
    if (!isObject(content) || typeof content.value !== "string") {
      throw wrongType(operation, `${name}.${variable}`, "a string or { value, report_events }", content);
    }
    if (content.report_events !== undefined && typeof content.report_events !== "boolean") {
      throw wrongType(operation, `${name}.${variable}.report_events`, "a boolean", content.report_events);
    }
  }
}

/** Asterisk reads the two lists one after the other, and has changed the first when it refuses the second. */
function refuseBadFilter(operation: Operation, name: string, filter: Values): void {
  for (const [list, types] of Object.entries(filter)) {
    if (list !== "allowed" && list !== "disallowed") {
      throw new TypeError(
        `Cannot run ${operation.id}: unknown parameter "${name}.${list}", known are allowed, disallowed`,
      );
    }
    const isGood = types === undefined ||
      (Array.isArray(types) && Array.from(types).every((item) => isObject(item) && typeof item.type === "string"));
    if (!isGood) throw wrongType(operation, `${name}.${list}`, "a list of { type }", types);
  }
}

/** Whether a request without this parameter, or with an empty one, is never sent. */
export function isFilled({ id }: Named, { name }: Parameter): boolean {
  return filled.has(`${id}.${name}`);
}

function isField(field: unknown): boolean {
  return isObject(field) && typeof field.attribute === "string" && field.attribute !== "" &&
    typeof field.value === "string";
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSendable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Told from what a toJSON() of the caller's may throw. */
class UnsendableError extends TypeError {
  static {
    this.prototype.name = "TypeError";
  }
}

function unsendable({ id }: Named, name: string): TypeError {
  const shown = JSON.stringify(name.replaceAll("\0", "").toWellFormed());
  return new UnsendableError(`Cannot run ${id}: parameter ${shown} holds a NUL or half of a surrogate pair`);
}

/** The `TypeError` for a value of a wrong type. */
export function wrongType(operation: Named, name: string, expected: string, value: unknown): TypeError {
  return new TypeError(`Cannot run ${operation.id}: parameter "${name}" must be ${expected}, not ${describe(value)}`);
}

/** The value's kind, and the value when it is short; never what could be a message or a credential. */
function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return `${typeof value} ${value}`;
  return typeof value === "object" ? "an object" : typeof value === "string" ? "a string" : typeof value;
}
