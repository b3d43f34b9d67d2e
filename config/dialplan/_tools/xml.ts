/** An element of an XML document: as much of XML as Asterisk's documentation uses, and no text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

/** Reads the elements of an XML document. Throws a `SyntaxError` where tags do not fit each other. */
export function parseXml(text: string): XmlElement {
  const root: OpenElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  for (
    const match of text.matchAll(
      /<!--[\s\S]*?-->|<[?!][^>]*>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g,
    )
  ) {
    const [, isEnd, name, attributes = "", isEmpty] = match;
    if (name === undefined) continue;
    if (isEnd) {
      const last = open.pop();
      if (last?.name !== name || open.length === 0) {
        const line = text.slice(0, match.index).split("\n").length;
        throw new SyntaxError(`Cannot parse XML at line ${line}: "</${name}>" ends "${last?.name ?? ""}"`);
      }
    } else {
      const element = { name, attributes: parseAttributes(attributes), children: [] };
      open.at(-1)?.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  if (open.length > 1) throw new SyntaxError(`Cannot parse XML: "<${open.at(-1)?.name}>" has no end`);
  return root;
}

type OpenElement = XmlElement & { readonly children: XmlElement[] };

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[name] = decodeEntities(double ?? single ?? "");
  }
  return attributes;
}

function decodeEntities(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => {
    return code === undefined ? named[name] ?? whole : String.fromCodePoint(Number(code));
  });
}

/** The children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** All elements of a name below an element, however deep, in order. */
export function* descendantsOf(element: XmlElement | undefined, name: string): Generator<XmlElement> {
  for (const child of element?.children ?? []) {
    if (child.name === name) yield child;
    yield* descendantsOf(child, name);
  }
}
