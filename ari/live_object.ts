import type { ObjectHost } from "./objects.ts";

type Fields = Record<string, unknown>;

/** A class of objects with verbs: it makes them, with their fields when these are as it knows them. */
export type LiveClass = new (host: ObjectHost, fields?: Fields) => LiveObject;

/**
 * What every object with verbs is, besides its fields. Its host is private, so that objects print, compare, serialise and clone as
 * the plain data that they hold.
 */
export class LiveObject {
  readonly #host: ObjectHost;

  constructor(host: ObjectHost) {
    this.#host = host;
  }

  /** The host of any object, if it has one. */
  static hostOf(object: object): ObjectHost | undefined {
    return #host in object ? object.#host : undefined;
  }
}

/**
 * The fields that Asterisk sends of what most events are about, in its order. Objects with just these are made four times as fast,
 * by the classes below.
 */
const usualFields: Readonly<Record<string, readonly string[]>> = {
  Channel: [
    "id",
    "name",
    "state",
    "protocol_id",
    "caller",
    "connected",
    "accountcode",
    "dialplan",
    "creationtime",
    "language",
  ],
  Playback: ["id", "media_uri", "target_uri", "language", "state"],
};

const usualClasses: Readonly<Record<string, LiveClass>> = {
  Channel: class extends LiveObject {
    declare id: unknown;
    declare name: unknown;
    declare state: unknown;
    declare protocol_id: unknown;
    declare caller: unknown;
    declare connected: unknown;
    declare accountcode: unknown;
    declare dialplan: unknown;
    declare creationtime: unknown;
    declare language: unknown;

    constructor(host: ObjectHost, fields?: Fields) {
      super(host);
      if (fields === undefined) return;
      this.id = fields.id;
      this.name = fields.name;
      this.state = fields.state;
      this.protocol_id = fields.protocol_id;
      this.caller = fields.caller;
      this.connected = fields.connected;
      this.accountcode = fields.accountcode;
      this.dialplan = fields.dialplan;
      this.creationtime = fields.creationtime;
      this.language = fields.language;
    }
  },
  Playback: class extends LiveObject {
    declare id: unknown;
    declare media_uri: unknown;
    declare target_uri: unknown;
    declare language: unknown;
    declare state: unknown;

    constructor(host: ObjectHost, fields?: Fields) {
      super(host);
      if (fields === undefined) return;
      this.id = fields.id;
      this.media_uri = fields.media_uri;
      this.target_uri = fields.target_uri;
      this.language = fields.language;
      this.state = fields.state;
    }
  },
};

/** What makes the objects of one class. */
export interface Maker {
  /** Their class, for their verbs to be added. */
  readonly liveClass: LiveClass;
  /** Makes one that holds these fields. */
  make(host: ObjectHost, fields: Fields): object;
}

/** Makes a class; its name is what a printed object begins with. */
export function makeLiveClass(name: string): Maker {
  const liveClass: LiveClass = usualClasses[name] ?? { [name]: class extends LiveObject {} }[name] ?? LiveObject;
  const usual = usualFields[name];
  return {
    liveClass,
    make(host, fields) {
      if (usual !== undefined && hasJust(fields, usual)) return new liveClass(host, fields);
      return filled(new liveClass(host), fields);
    },
  };
}

function hasJust(fields: Fields, names: readonly string[]): boolean {
  let at = 0;
  for (const name in fields) if (name !== names[at++]) return false;
  return at === names.length;
}

/** A copy is quicker than another prototype for what JSON.parse() made. */
function filled(object: object, fields: Fields): object {
  const target: Fields = object as Fields; // The one cast: an object to be filled.
  for (const name in fields) {
    const value = fields[name];
    // A field of this name must not become the object's prototype.
    if (name === "__proto__") {
      Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
    } else target[name] = value;
  }
  return target;
}
