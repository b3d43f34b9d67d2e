/** Reads what Asterisk's own documentation says about configuration files: names, defaults, words and releases, no text. */

/** One option, as it is documented. */
export interface DocumentedOption {
  readonly name: string;
  readonly default?: string;
  /** The words that it lists, wherever in its description. */
  readonly words: readonly string[];
  /** The releases that brought it, one a branch. */
  readonly since: readonly string[];
}

/** One kind of object of one file, as a module documents it. */
export interface DocumentedObject {
  readonly module: string;
  readonly file: string;
  readonly name: string;
  readonly options: readonly DocumentedOption[];
}

/** Reads all objects of all files from the text of `core-en_US.xml`. */
export function parseDocumentation(xml: string): DocumentedObject[] {
  return elements(withoutComments(xml), "configInfo").flatMap((info) =>
    elements(info.content, "configFile").flatMap((file) =>
      elements(file.content, "configObject").map((object) => ({
        module: info.attributes.name ?? "",
        file: file.attributes.name ?? "",
        name: object.attributes.name ?? "",
        options: elements(object.content, "configOption").map(toOption),
      }))
    )
  );
}

function toOption({ attributes, content }: Element): DocumentedOption {
  const own = elements(content, "since")[0]?.content ?? "";
  return {
    name: attributes.name ?? "",
    ...(attributes.default !== undefined && { default: attributes.default }),
    words: elements(content, "enum").map((word) => word.attributes.name ?? ""),
    since: elements(own, "version").map((version) => version.content.trim()),
  };
}

interface Element {
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string;
}

/** The elements of one name. None of those asked for here lies within one of its own name. */
function elements(xml: string, name: string): Element[] {
  const pattern = new RegExp(`<${name}((?:\\s+[\\w:-]+\\s*=\\s*"[^"]*")*)\\s*(?:/>|>(.*?)</${name}>)`, "gs");
  return Array.from(xml.matchAll(pattern), ([, attributes = "", content = ""]) => ({
    attributes: Object.fromEntries(
      Array.from(attributes.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g), ([, key = "", value = ""]) => [key, decode(value)]),
    ),
    content,
  }));
}

function withoutComments(xml: string): string {
  return xml.replace(/<!--.*?-->/gs, "");
}

function decode(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? "");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
