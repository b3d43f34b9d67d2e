import type { EndpointOptions } from "./endpoint_options.ts";
import { checkCallScript } from "./endpoint_script.ts";
import type { Phone, PhoneOptions } from "./phone.ts";
import { LivePhone, parsePhoneName, type PhoneHost, PhoneLine } from "./phone_line.ts";

/** The endpoints of a PBX that somebody plays the part of, and their phones. */
export class PhoneBook {
  readonly #host: PhoneHost;
  readonly #entries = new Map<string, { readonly line: PhoneLine; readonly options: PhoneOptions }>();

  constructor(host: PhoneHost) {
    this.#host = host;
  }

  /** Adds an endpoint. Throws a `TypeError` when its name or its script makes no sense. */
  add(name: string, options: EndpointOptions): void {
    const { state = "online", onCall, callerId, context } = options;
    const fault = typeof onCall === "object" ? checkCallScript(onCall) : undefined;
    if (fault !== undefined) throw new TypeError(`Cannot make endpoint "${name}": ${fault}`);
    const line = new PhoneLine(this.#host, name, options);
    this.#host.pbx.addEndpoint(parsePhoneName(name), state).line = line;
    const own = { ...(callerId !== undefined && { callerId }), ...(context !== undefined && { context }) };
    this.#entries.set(name, { line, options: own });
  }

  /** A phone of an endpoint, which is made when there is none. */
  phone(name: string, options: PhoneOptions): Phone {
    if (!this.#entries.has(name)) this.add(name, options);
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`Unreachable: "${name}" was added`);
    return new LivePhone(this.#host, entry.line, { name, options: { ...entry.options, ...options } });
  }
}
