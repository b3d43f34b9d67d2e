/** Reads what Asterisk's own documentation says about actions and events: names, no text. */
import { childrenOf, descendantsOf, parseXml, type XmlElement } from "../../config/dialplan/_tools/xml.ts";

/** A parameter of an action or event. */
export interface DocumentedHeader {
  readonly required: boolean;
  /** The values that it lists. */
  readonly values: readonly string[];
}

/** An event. */
export interface DocumentedEvent {
  /** Words as "agent", from flags as EVENT_FLAG_AGENT. */
  readonly classes: readonly string[];
  /** As the facts write them: `channel:Dest`. */
  readonly snapshots: readonly string[];
  readonly headers: Readonly<Record<string, DocumentedHeader>>;
}

/** All that is documented. */
export interface ManagerDocumentation {
  readonly actions: ReadonlyMap<string, Readonly<Record<string, DocumentedHeader>>>;
  readonly events: ReadonlyMap<string, DocumentedEvent>;
}

/** Reads `core-en_US.xml`. */
export function readManagerDocumentation(xml: string): ManagerDocumentation {
  const reader = new Reader(parseXml(xml));
  return { actions: reader.actions(), events: reader.events() };
}

/** Finds elements by kind and name, for those that include parts of others. */
class Reader {
  readonly #root: XmlElement;
  readonly #elements = new Map<string, XmlElement[]>();

  constructor(root: XmlElement) {
    this.#root = root;
    for (const kind of ["manager", "managerEvent", "application"]) {
      for (const element of descendantsOf(root, kind)) {
        const key = `${kind} ${nameOf(element)}`;
        this.#elements.set(key, [...this.#elements.get(key) ?? [], element]);
      }
    }
  }

  actions(): Map<string, Record<string, DocumentedHeader>> {
    const names = new Set([...descendantsOf(this.#root, "manager")].map(nameOf));
    return new Map([...names].map((name) => [name, this.#headers("manager", name)]));
  }

  events(): Map<string, DocumentedEvent> {
    const names = new Set([...descendantsOf(this.#root, "managerEvent")].map(nameOf));
    return new Map([...names].map((name) => {
      const syntaxes = this.#syntaxes("managerEvent", name);
      const snapshots = syntaxes.flatMap(({ children }) => children).flatMap(({ name, attributes }) => {
        const kind = /^(channel|bridge)_snapshot$/.exec(name)?.[1];
        return kind === undefined ? [] : [`${kind}:${attributes["prefix"] ?? ""}`];
      });
      const instances = this.#find("managerEvent", name).flatMap((event) => childrenOf(event, "managerEventInstance"));
      const classes = instances.map(({ attributes }) => classOf(attributes["class"] ?? ""));
      return [name, {
        classes: [...new Set(classes)],
        snapshots: [...new Set(snapshots)],
        headers: this.#headers("managerEvent", name),
      }];
    }));
  }

  #headers(kind: string, name: string): Record<string, DocumentedHeader> {
    return headersOf(
      this.#syntaxes(kind, name).flatMap(({ children }) => children.flatMap((child) => this.#parameters(child))),
    );
  }

  /** The parameters that an element of a syntax is, or includes. */
  #parameters(element: XmlElement): readonly XmlElement[] {
    if (element.name === "parameter") return [element];
    if (element.name !== "xi:include") return [];
    const path = /docs\/(\w+)\[@name='([\w-]+)'\](?:\/managerEventInstance)?\/syntax\/parameter(.*)\)$/
      .exec(element.attributes["xpointer"] ?? "");
    if (path === null) throw new Error(`Cannot follow the xpointer "${element.attributes["xpointer"]}"`);
    const [, kind = "", name = "", condition = ""] = path;
    const [, exact, part] = /^(?:\[@name='(\w+)'\]|\[contains\(@name, '(\w+)'\)\])?$/.exec(condition) ?? [];
    return this.#syntaxes(kind, name).flatMap(({ children }) => children.flatMap((child) => this.#parameters(child)))
      .filter((parameter) => exact === undefined || nameOf(parameter) === exact)
      .filter((parameter) => part === undefined || nameOf(parameter).includes(part));
  }

  #syntaxes(kind: string, name: string): readonly XmlElement[] {
    return this.#find(kind, name).flatMap((element) => {
      const owners = kind === "managerEvent" ? childrenOf(element, "managerEventInstance") : [element];
      return owners.flatMap((owner) => childrenOf(owner, "syntax"));
    });
  }

  #find(kind: string, name: string): readonly XmlElement[] {
    return this.#elements.get(`${kind} ${name}`) ?? [];
  }
}

function classOf(flag: string): string {
  return flag.replace("EVENT_FLAG_", "").toLowerCase();
}

function headersOf(parameters: readonly XmlElement[]): Record<string, DocumentedHeader> {
  return Object.fromEntries(parameters.map((parameter) => [nameOf(parameter), {
    required: parameter.attributes["required"] === "true" || parameter.attributes["required"] === "yes",
    values: childrenOf(childrenOf(parameter, "enumlist")[0], "enum").map(nameOf),
  }]));
}

function nameOf({ attributes }: XmlElement): string {
  return attributes["name"] ?? "";
}
