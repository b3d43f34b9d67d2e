import type { Clock } from "../_internal/clock.ts";
import type { CallOptions } from "./call_options.ts";
import { models } from "./generated/models.ts";
import { operations } from "./generated/operations.ts";
import { type ObjectClass, objectClasses } from "./object_classes.ts";
import type { Model, Operation } from "./operation.ts";

/** What objects do their work through; the client gives it. */
export interface ObjectHost {
  /** The client's time. */
  readonly clock: Clock;
  /** Runs an operation; what it answers are objects already. */
  run(operation: Operation, parameters: Parameters | undefined, options: CallOptions | undefined): Promise<unknown>;
  /** Adds a handler for the events of one name about one object. */
  on(key: string, name: string, handler: (event: never) => unknown): Disposable;
  /** Waits for the next event of one name about one object. */
  once(key: string, name: string, options: CallOptions | undefined): Promise<unknown>;
}

type Parameters = Readonly<Record<string, unknown>>;
type Method = (this: object, ...args: never[]) => unknown;

/** Each object's host is kept here, so that objects print, compare, serialise and clone as the plain data they hold. */
const hosts = new WeakMap<object, ObjectHost>();
const prototypes = new Map(objectClasses.map((objectClass) => [objectClass.name, makePrototype(objectClass)]));
const classes = new Map(objectClasses.map((objectClass) => [objectClass.name, objectClass]));

/** Turns what an operation answered into objects with verbs, by its model; other models stay plain data. */
export function promote<Value>(host: ObjectHost, modelName: string, value: Value): Value;
export function promote(host: ObjectHost, modelName: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => promote(host, modelName, item));
  if (typeof value !== "object" || value === null) return value;
  const prototype = prototypes.get(modelName);
  const target: Record<string, unknown> = prototype === undefined ? {} : Object.create(prototype);
  if (prototype !== undefined) hosts.set(target, host);
  const types = propertyTypes(modelName);
  for (const [field, content] of Object.entries(value)) {
    const type = types.get(field);
    const live = type === undefined ? content : promote(host, type, content);
    Object.defineProperty(target, field, { value: live, enumerable: true, writable: true, configurable: true });
  }
  return target;
}

/** The keys of all objects in an event, each once: `Channel 1700000000.4`. */
export function objectKeys(modelName: string, event: object): Set<string> {
  const keys = new Set<string>();
  const types = propertyTypes(modelName);
  for (const [field, content] of Object.entries(event)) {
    const type = types.get(field);
    if (type === undefined || typeof content !== "object" || content === null) continue;
    const objectClass = classes.get(type);
    if (objectClass !== undefined) keys.add(objectKey(objectClass, content));
    else for (const key of objectKeys(type, content)) keys.add(key);
  }
  return keys;
}

/** What tells an object from every other one. */
export function objectKey(objectClass: ObjectClass, value: object): string {
  const fields: Parameters = { ...value };
  return [objectClass.name, ...Object.values(objectClass.id).map((field) => fields[field])].join(" ");
}

const typesByModel = new Map<string, ReadonlyMap<string, string>>();

/** The properties of a model that hold models themselves, with those that it inherits. */
function propertyTypes(modelName: string): ReadonlyMap<string, string> {
  const known = typesByModel.get(modelName);
  if (known !== undefined) return known;
  const types = new Map<string, string>();
  const table: Readonly<Record<string, Model>> = models;
  for (let name: string | undefined = modelName; name !== undefined; name = table[name]?.extends) {
    for (const { name: property, type } of table[name]?.properties ?? []) {
      if (Object.hasOwn(table, type)) types.set(property, type);
    }
  }
  typesByModel.set(modelName, types);
  return types;
}

function makePrototype(objectClass: ObjectClass): object {
  const { name } = objectClass;
  const prototype = { [name]: class {} }[name]?.prototype ?? {}; // The name is what a printed object begins with.
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
  }
  for (const [method, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, method, { value, enumerable: false, writable: true, configurable: true });
  }
  return prototype;
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
  return Object.values<Model>(models).some((model) =>
    model.extends === "Event" && model.properties.some((property) => property.type === className)
  );
}

/** What an object does its work through: one for each client, so that it also tells the objects of two clients apart. */
export function hostOf(object: object): ObjectHost {
  const host = hosts.get(object);
  if (host === undefined) {
    throw new TypeError("Cannot call a verb on a copy of an object: call it on the object itself");
  }
  return host;
}
