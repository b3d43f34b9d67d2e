import { docComment, fieldName } from "../../ari/_tools/typescript.ts";
import type { Describer } from "./describe.ts";
import type { ActionFacts, Facts } from "./facts.ts";
import { importsFor, renderMembers } from "./render_members.ts";
import { eventTypeName } from "./render_events.ts";

/** Renders `actions.ts`: an interface of fields and one of answers for each action, and the map of them all. */
export function renderActions({ actions, events }: Facts, describer: Describer): string {
  const entries = Object.entries(actions);
  const types = entries.map(([name, action]) =>
    renderFields(name, action, describer) + renderResponse(name, action, describer)
  )
    .join("");
  const map = entries.map(([name, action]) => {
    const description = describer.named("actions", name);
    const members = [`fields: ${fieldsType(name, action)}`, `response: ${responseType(name, action)}`];
    if (action.list !== undefined) members.push(`item: ${itemType(action.list.items)}`);
    return `${docComment([description], "  ")}\n  ${fieldName(name)}: { ${members.join("; ")} };\n`;
  }).join("");
  const body = types + mapComment + `export interface AmiActions {\n${map}}\n`;
  const items = Object.keys(events).map(eventTypeName);
  return importsFor(body, {
    "../field_values.ts": ["AmiBoolean", "AmiHeaderValue", "AmiVariables", "NoFields"],
    "../headers.ts": ["AmiListStartHeaders", "AmiResponseHeaders", "OpenUnion"],
    "./events.ts": ["AmiEvents", ...items],
  }) + `\n${body}`;
}

const mapComment = `/**
 * The actions by name: their fields, their answer, and of list actions the items. Add the actions of modules of your own:
 *
 * \`\`\`ts ignore
 * declare module "@asterism/asterisk/ami" {
 *   interface AmiActions {
 *     FrobnicateQueue: { fields: { readonly Queue: string }; response: AmiResponseHeaders };
 *   }
 * }
 * \`\`\`
 */
`;

function fieldsType(name: string, { fields }: ActionFacts): string {
  return Object.keys(fields).length === 0 ? "NoFields" : `${name}Fields`;
}

function renderFields(name: string, { fields }: ActionFacts, describer: Describer): string {
  if (Object.keys(fields).length === 0) return "";
  const members = renderMembers(fields, "sent", (field) => describer.header("fields", name, field));
  return `/** What \`${name}\` takes. */\nexport interface ${name}Fields {\n${members}}\n\n`;
}

function responseType(name: string, { response, list }: ActionFacts): string {
  if (response !== undefined) return `${name}Response`;
  return list?.start === undefined ? "AmiResponseHeaders" : "AmiListStartHeaders";
}

function renderResponse(name: string, { response }: ActionFacts, describer: Describer): string {
  if (response === undefined) return "";
  const members = renderMembers(response, "received", (header) => describer.header("answers", name, header));
  return `/** What \`${name}\` answers. */\nexport interface ${name}Response extends AmiResponseHeaders {\n${members}}\n\n`;
}

function itemType(items: readonly string[]): string {
  return items.length === 0 ? "AmiEvents[keyof AmiEvents]" : items.map(eventTypeName).join(" | ");
}
