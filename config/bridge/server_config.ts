import type { ActionHeader } from "../update_config.ts";

/**
 * Sends an AMI action and gives the headers of the answer, in order; that is all that this module needs of an AMI client.
 *
 * Several headers may have the same name, so that neither side is a plain object.
 */
export type SendAction = (name: string, headers: readonly ActionHeader[]) => Promise<Iterable<ActionHeader>>;

/** What a section says, wherever it comes from; a {@linkcode ConfigSection} is one. */
export interface SectionContent {
  /** Its name. */
  readonly name: string;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
  /** What it inherits from. */
  readonly inherits: readonly string[];
  /** Its settings, inherited ones first. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

/** What a server holds of a file, or why it does not. */
export type ServerConfig =
  | { readonly found: true; readonly sections: readonly SectionContent[] }
  | { readonly found: false; readonly message: string };

/**
 * Reads the answer to the AMI action GetConfig. GetConfigJSON is no safe transport: it repeats keys, and its text is not always JSON.
 *
 * @example
 * ```ts
 * import { parseGetConfig } from "@asterism/asterisk/config";
 *
 * const config = parseGetConfig([
 *   ["Response", "Success"],
 *   ["Category-000000", "general"],
 *   ["Line-000000-000000", "enabled=yes"],
 * ]);
 * console.log(config.found && config.sections[0]?.settings[0]?.value); // "yes"
 * ```
 */
export function parseGetConfig(headers: Iterable<ActionHeader>): ServerConfig {
  const sections = new Map<string, { -readonly [K in keyof SectionContent]: SectionContent[K] }>();
  let message = "";
  let isError = false;
  for (const [header, value] of headers) {
    const [, kind = "", number = ""] = /^(category|istemplate|templates|line)-(\d+)(?:-\d+)?$/i.exec(header) ?? [];
    const section = sections.get(number);
    switch (kind.toLowerCase() || header.toLowerCase()) {
      case "response":
        isError = value.toLowerCase() === "error";
        break;
      case "message":
        message = value;
        break;
      case "category":
        sections.set(number, { name: value, isTemplate: false, inherits: [], settings: [] });
        break;
      case "istemplate":
        if (section !== undefined) section.isTemplate = value !== "0";
        break;
      case "templates":
        if (section !== undefined) section.inherits = value.split(",");
        break;
      case "line":
        if (section !== undefined) section.settings = [...section.settings, toSetting(value)];
        break;
      default:
    }
  }
  return isError ? { found: false, message } : { found: true, sections: [...sections.values()] };
}

/** Asks a server what it reads in a file, with its templates. */
export async function getServerConfig(send: SendAction, filename: string): Promise<ServerConfig> {
  return parseGetConfig(await send("GetConfig", [["Filename", filename], ["Filter", "TEMPLATES=include"]]));
}

/** One difference between two readings of a file. */
export type ConfigDifference =
  | { readonly kind: "only-local" | "only-server"; readonly section: string }
  | {
    readonly kind: "template" | "inherits" | "settings";
    readonly section: string;
    readonly local: readonly string[];
    readonly server: readonly string[];
  };

/**
 * Compares what is said here with what a server says: sections by their place among those of their name, in the case that they have,
 * settings by name, value and order.
 */
export function compareConfigs(
  local: Iterable<SectionContent>,
  server: Iterable<SectionContent>,
): ConfigDifference[] {
  const [ours, theirs] = [byPlace(local), byPlace(server)];
  const differences: ConfigDifference[] = [];
  for (const [key, section] of ours) {
    const other = theirs.get(key);
    if (other === undefined) differences.push({ kind: "only-local", section: section.name });
    else differences.push(...compareSections(section, other));
  }
  for (const [key, { name }] of theirs) if (!ours.has(key)) differences.push({ kind: "only-server", section: name });
  return differences;
}

function compareSections(ours: SectionContent, theirs: SectionContent): ConfigDifference[] {
  const pairs = ({ settings }: SectionContent) => settings.map(({ name, value }) => `${name}=${value}`);
  const facts = [
    ["template", [`${ours.isTemplate}`], [`${theirs.isTemplate}`]],
    ["inherits", ours.inherits, theirs.inherits],
    ["settings", pairs(ours), pairs(theirs)],
  ] as const;
  return facts.filter(([, a, b]) => a.length !== b.length || a.some((text, index) => text !== b[index])).map(
    ([kind, a, b]) => ({ kind, section: ours.name, local: a, server: b }),
  );
}

function byPlace(sections: Iterable<SectionContent>): Map<string, SectionContent> {
  const counts = new Map<string, number>();
  return new Map(Array.from(sections, (section) => {
    const count = counts.get(section.name) ?? 0;
    counts.set(section.name, count + 1);
    return [`${count} ${section.name}`, section];
  }));
}

/** A name may begin with "=", so that only the next one ends it. */
function toSetting(line: string): { name: string; value: string } {
  const equals = line.indexOf("=", 1);
  return equals < 0 ? { name: line, value: "" } : { name: line.slice(0, equals), value: line.slice(equals + 1) };
}
