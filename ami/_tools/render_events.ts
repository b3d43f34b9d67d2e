import { docComment, fieldName } from "../../ari/_tools/typescript.ts";
import type { Describer } from "./describe.ts";
import { type EventFacts, type Facts, parseSnapshot } from "./facts.ts";
import { importsFor, renderMembers } from "./render_members.ts";

/** Renders `events.ts`: an interface for each event, and the map of them all. */
export function renderEvents({ actions, events }: Facts, describer: Describer): string {
  const lists = Object.values(actions).flatMap(({ list }) => list === undefined ? [] : [list]);
  const items = new Set(lists.flatMap((list) => list.items));
  const completes = new Set(lists.map(({ complete }) => complete).filter((name) => !items.has(name)));
  const types = Object.entries(events).map(([name, event]) => {
    const description = describer.named("events", name);
    const bases = ["AmiEventHeaders", ...event.snapshots.map(snapshotType)];
    if (items.has(name)) bases.push("AmiListItemHeaders");
    if (completes.has(name)) bases.push("AmiListCompleteHeaders");
    const members = renderMembers(event.headers, "received", (header) => describer.header("headers", name, header));
    const body = `  /** Always \`${name}\`. */\n  readonly Event: ${JSON.stringify(name)};\n${members}`;
    return `${docComment([description])}\nexport interface ${eventTypeName(name)} extends ${
      bases.join(", ")
    } {\n${body}}\n\n`;
  }).join("");
  const map = Object.entries(events).map(([name, event]) => renderEntry(name, event, describer)).join("");
  const body = types + mapComment + `export interface AmiEvents {\n${map}}\n`;
  const headers = [
    "AmiEventHeaders",
    "AmiListCompleteHeaders",
    "AmiListItemHeaders",
    "BridgeSnapshot",
    "ChannelSnapshot",
    "OpenUnion",
    "Prefixed",
  ];
  return `${importsFor(body, { "../headers.ts": headers })}\n${body}`;
}

/** Name of the type of an event: `AOC-D` → `AOCDEvent`. */
export function eventTypeName(name: string): string {
  return `${name.replaceAll("-", "")}Event`;
}

const mapComment = `/**
 * The events by the name that Asterisk sends. Add events of modules of your own, or of your dialplan:
 *
 * \`\`\`ts ignore
 * declare module "@asterism/asterisk/ami" {
 *   interface AmiEvents {
 *     QueueFrobnicated: AmiEventHeaders & { readonly Event: "QueueFrobnicated"; readonly Queue: string };
 *   }
 * }
 * \`\`\`
 */
`;

function snapshotType(text: string): string {
  const { kind, prefix, optional } = parseSnapshot(text);
  const snapshot = kind === "channel" ? "ChannelSnapshot" : "BridgeSnapshot";
  const prefixed = prefix === "" ? snapshot : `Prefixed<"${prefix}", ${snapshot}>`;
  return optional ? `Partial<${prefixed}>` : prefixed;
}

function renderEntry(name: string, event: EventFacts, describer: Describer): string {
  const description = describer.named("events", name);
  const entry = `${docComment([description], "  ")}\n  ${fieldName(name)}: ${eventTypeName(name)};\n`;
  if (event.documentedAs === undefined) return entry;
  const alias = `Asterisk's documentation has this name for \`${name}\`, which is what it sends.`;
  return `${entry}${docComment([alias], "  ")}\n  ${fieldName(event.documentedAs)}: ${eventTypeName(name)};\n`;
}
