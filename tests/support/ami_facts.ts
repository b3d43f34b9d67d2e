/** Compares what Asterisk sent with what is known about its actions and events. */
import { commonHeaders } from "../../ami/_tools/common_headers.ts";
import { asteriskFacts, type HeaderType, parseHeaderKey, parseSnapshot } from "../../ami/_tools/facts.ts";

/** A header as it came. */
export type Header = readonly [name: string, value: string];

/** The headers of a message. */
export type Message = readonly [first: Header, ...rest: Header[]];

/** Says in what an event is not as the facts have it, a sentence each. */
export function eventProblems(headers: Message): string[] {
  const [[, name]] = headers;
  const facts = asteriskFacts.events[name];
  if (facts === undefined) return [`There is no event "${name}"`];
  const snapshots = facts.snapshots.map(parseSnapshot).flatMap(({ kind, prefix, optional }) => {
    const names = kind === "channel" ? commonHeaders.channel : commonHeaders.bridge;
    return names.map((header) => `${prefix}${header}${optional || header === "BridgeVideoSource" ? "?" : ""}`);
  });
  const table: Record<string, HeaderType> = {};
  for (const key of snapshots) table[key] = "text";
  return tableProblems(name, headers, { ...table, ...facts.headers }, [...commonHeaders.any, ...chanVariables]);
}

/** Says in what an answer is not as the facts have it, a sentence each. */
export function responseProblems(action: string, headers: readonly Header[]): string[] {
  const facts = asteriskFacts.actions[action];
  if (facts === undefined) return [`There is no action "${action}"`];
  return tableProblems(action, headers, facts.response ?? {}, ["Response", "ActionID", "Message", "EventList"]);
}

const chanVariables = ["DestChanVariable", "ParkeeChanVariable", "LocalOneChanVariable", "LocalTwoChanVariable"];

function tableProblems(
  what: string,
  headers: readonly Header[],
  table: Readonly<Record<string, HeaderType>>,
  common: readonly string[],
): string[] {
  const keys = Object.entries(table).map(([key, type]) => ({ ...parseHeaderKey(key), type }));
  const names = new Set(headers.map(([name]) => name));
  const missing = keys.filter(({ name, optional }) => !optional && !names.has(name))
    .map(({ name }) => `${what} has no ${name}`);
  const patterns = keys.filter(({ placeholder }) => placeholder !== undefined).map(({ name }) => pattern(name));
  const unknown = [...names].filter((name) => !common.includes(name) && !keys.some((key) => key.name === name))
    .filter((name) => !patterns.some((each) => each.test(name))).map((name) => `${what} has an unknown ${name}`);
  const values = headers.flatMap(([name, value]) => {
    const type = keys.find((key) => key.name === name)?.type;
    if (type === undefined || typeof type === "string" || type.at(-1) === "*" || type.includes(value)) return [];
    return [`${what} has the ${name} "${value}", which is none of "${type.join('", "')}"`];
  });
  return [...missing, ...unknown, ...values];
}

function pattern(name: string): RegExp {
  return new RegExp(`^${name.replace(/[()]/g, "\\$&").replace("{number}", "\\d+").replace("{text}", ".*")}$`);
}

/** Takes messages apart with the least that can do so; a line without colon is a header without value. */
export function readMessages(text: string): Message[] {
  return text.split(/(?:\r?\n){2,}/).flatMap((message): Message[] => {
    const [first, ...rest] = message.split(/\r?\n/).filter((line) => line !== "").map(toHeader);
    return first === undefined ? [] : [[first, ...rest]];
  });
}

function toHeader(line: string): Header {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
