import type { Clock } from "../_internal/clock.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import type { StreamOptions } from "./event_streams.ts";
import type { GoneNotice } from "./gone_notice.ts";
import { legVerbs } from "./leg.ts";
import type { MadeObjects } from "./made_objects.ts";
import { objectWaits } from "./object_waits.ts";
import { findHost, makeLiveClass, type Maker } from "./live_object.ts";
import { eventFields, type LiveFields, partFields } from "./generated/live_fields.ts";
import { operations } from "./generated/operations.ts";
import { type ObjectClass, objectClasses } from "./object_classes.ts";
import type { Operation } from "./operation.ts";
import type { ReturnNotice } from "./return_notice.ts";

/** What objects do their work through; the client gives it. */
export interface ObjectHost {
  /** The client's time. */
  readonly clock: Clock;
  /** Makes an id that nobody has, from the client's random numbers; its first word says what it is for. */
  newId(kind: string): string;
  /** Runs an operation; what it answers are objects already. */
  run(operation: Operation, parameters: Parameters | undefined, options: CallOptions | undefined): Promise<unknown>;
  /** Adds a handler for the events of one name about one object. */
  on(key: string, name: string, handler: (event: never) => unknown): Disposable;
  /** Waits for the next event of one name about one object. */
  once(
    key: string,
    name: string,
    options: CallOptions | undefined,
    accepts?: (event: never) => boolean,
  ): Promise<unknown>;
  /** Removes a handler, as often as it was added. */
  off(key: string, name: string, handler: (event: never) => unknown): void;
  /** Opens a stream of the events of these names about one object. */
  stream(key: string, names: readonly string[], options: StreamOptions | undefined): object;
  /** Tells what this client makes. */
  readonly made: MadeObjects;
  /** Adds a listener for the end of the client, which is called at once when that was before. */
  onClose(listener: () => void): Disposable;
  /** Adds a listener for objects that went away without an event that says so, as while the connection was lost. */
  onGone(listener: (notice: GoneNotice) => void): Disposable;
  /** Adds a listener for what there is after a loss, of which no event has told. */
  onReturn(listener: (notice: ReturnNotice) => void): Disposable;
}

type Parameters = Readonly<Record<string, unknown>>;
type Method = (this: object, ...args: never[]) => unknown;

/** What of a model's values is alive: found once for each model, as events come by the hundred thousand. */
interface Plan {
  /** What makes its values, if they are objects with verbs. */
  readonly maker: Maker | undefined;
  /** What tells such an object from others. */
  readonly objectClass: ObjectClass | undefined;
  /** Its fields that hold objects with verbs, at any depth. */
  readonly fields: readonly { readonly name: string; readonly plan: Plan }[];
}

const plans = new Map<string, Plan>();

/**
 * Turns what was parsed from JSON into objects with verbs, by its model; other models stay plain data. Takes the value over, and
 * changes it in place as far as it can.
 */
export function promote<Value>(host: ObjectHost, modelName: string, value: Value): Value;
export function promote(host: ObjectHost, modelName: string, value: unknown): unknown {
  return promoteBy(planOf(modelName), host, value);
}

function promoteBy(plan: Plan, host: ObjectHost, value: unknown): unknown {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = promoteBy(plan, host, value[index]);
    return value;
  }
  if (!isRecord(value)) return value;
  for (const { name, plan: ofField } of plan.fields) {
    const content = value[name];
    if (content !== undefined) value[name] = promoteBy(ofField, host, content);
  }
  return plan.maker === undefined ? value : plan.maker.make(host, value);
}

/** Makes an object of a class that holds nothing but its id: the name of one that may not be there yet. */
export function makeHandle(host: ObjectHost, className: string, id: string): object {
  const objectClass = objectClasses.find(({ name }) => name === className);
  const [field = "id"] = Object.values(objectClass?.id ?? {});
  return promote<object>(host, className, { [field]: id });
}

/** The keys of all objects in an event, each once: `Channel 1700000000.4`. */
export function objectKeys(modelName: string, event: object): Set<string> {
  const keys = new Set<string>();
  addKeys(planOf(modelName), event, keys);
  return keys;
}

function addKeys(plan: Plan, value: unknown, keys: Set<string>): void {
  if (!isRecord(value)) return;
  for (const { name, plan: ofField } of plan.fields) {
    const content = value[name];
    if (ofField.objectClass === undefined) addKeys(ofField, content, keys);
    else if (isRecord(content)) keys.add(objectKey(ofField.objectClass, content));
  }
}

/** What tells an object from every other one. */
export function objectKey(objectClass: ObjectClass, value: object): string {
  let key = objectClass.name;
  if (isRecord(value)) { for (const parameter in objectClass.id) key += ` ${value[objectClass.id[parameter] ?? ""]}`; }
  return key;
}

/** The key of an object with verbs; of anything else there is none. */
export function keyOf(object: object): string | undefined {
  const objectClass = objectClasses.find(({ name }) => {
    const maker = plans.get(name)?.maker; // Without a plan there is no object of it either.
    return maker !== undefined && object instanceof maker.liveClass;
  });
  return objectClass === undefined ? undefined : objectKey(objectClass, object);
}

/** Models do not hold themselves, so that this comes to an end. */
function planOf(modelName: string): Plan {
  const known = plans.get(modelName);
  if (known !== undefined) return known;
  const fields = Object.entries(fieldsOf(modelName)).map(([name, type]) => ({ name, plan: planOf(type) }));
  const objectClass = objectClasses.find(({ name }) => name === modelName);
  const plan = { maker: objectClass === undefined ? undefined : makeMaker(objectClass), objectClass, fields };
  // What comes from a newer server may have any name: only what is known is kept.
  if (objectClass !== undefined || fields.length > 0 || Object.hasOwn(eventFields, modelName)) {
    plans.set(modelName, plan);
  }
  return plan;
}

function fieldsOf(modelName: string): LiveFields {
  if (Object.hasOwn(eventFields, modelName)) return eventFields[modelName] ?? {};
  return Object.hasOwn(partFields, modelName) ? partFields[modelName] ?? {} : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function makeMaker(objectClass: ObjectClass): Maker {
  const { name } = objectClass;
  const maker = makeLiveClass(name);
  const methods: Record<string, Method> = {};
  for (const operation of Object.values<Operation>(operations)) {
    if (operation.path === objectClass.path || operation.path.startsWith(objectClass.path + "/")) {
      methods[operation.nickname] = makeVerb(objectClass, operation);
    }
  }
  if (hasEvents(name)) {
    methods.on = function (event: string, handler: (event: never) => unknown) {
      return hostOf(this).on(objectKey(objectClass, this), event, handler);
    };
    methods.once = function (event: string, options?: CallOptions) {
      return hostOf(this).once(objectKey(objectClass, this), event, options);
    };
    methods.off = function (event: string, handler: (event: never) => unknown) {
      hostOf(this).off(objectKey(objectClass, this), event, handler);
    };
    methods.waitFor = function (predicate: (event: never) => boolean, options?: CallOptions) {
      return hostOf(this).once(objectKey(objectClass, this), "*", options, predicate);
    };
    methods.stream = function (names: readonly string[], options?: StreamOptions) {
      return hostOf(this).stream(objectKey(objectClass, this), names, options);
    };
  }
  Object.assign(methods, objectWaits[name], name === "Channel" ? legVerbs : {});
  for (const [method, value] of Object.entries(methods)) {
    Object.defineProperty(maker.liveClass.prototype, method, {
      value,
      enumerable: false,
      writable: true,
      configurable: true,
    });
  }
  return maker;
}

function makeVerb(objectClass: ObjectClass, operation: Operation): Method {
  const own = operation.parameters.some(({ name }) => !Object.hasOwn(objectClass.id, name));
  const run = (object: object, parameters: Parameters | undefined, options: CallOptions | undefined) => {
    const twice = Object.keys(parameters ?? {}).find((name) => Object.hasOwn(objectClass.id, name));
    if (twice !== undefined) {
      const problem = `parameter "${twice}" is the object's own and can not be given`;
      return Promise.reject(new TypeError(`Cannot run ${operation.id}: ${problem}`));
    }
    const fields: Parameters = { ...object };
    const id = Object.fromEntries(Object.entries(objectClass.id).map(([name, field]) => [name, fields[field]]));
    return hostOf(object).run(operation, { ...parameters, ...id }, options);
  };
  if (!own) {
    return function (options?: CallOptions) {
      return run(this, undefined, options);
    };
  }
  return function (parameters?: Parameters, options?: CallOptions) {
    return run(this, parameters, options);
  };
}

function hasEvents(className: string): boolean {
  return Object.values(eventFields).some((fields) => Object.values(fields).includes(className));
}

/** What an object does its work through: one for each client, so that it also tells the objects of two clients apart. */
export function hostOf(object: object): ObjectHost {
  const host = findHost(object);
  if (host === undefined) {
    throw new TypeError("Cannot call a verb on a copy of an object: call it on the object itself");
  }
  return host;
}
