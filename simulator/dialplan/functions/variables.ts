import { splitArguments } from "../../../config/mod.ts";
import type { DialplanFunction, FunctionCall } from "../functions.ts";

/** Functions that read and set variables. */
export const variableFunctions: Readonly<Record<string, DialplanFunction>> = {
  ARRAY: { write: setArray },
  DEC: { read: (call) => step(call, -1) },
  GLOBAL: {
    read: ({ engine, text }) => text === "" ? "" : engine.read(text, undefined) || "",
    write: ({ engine, text }, value) => engine.write(text, value, undefined),
  },
  INC: { read: (call) => step(call, 1) },
  LOCAL: {
    read: ({ engine, channel, text }) => channel === undefined ? "" : engine.read(text, channel) || "",
    write: setLocalVariable,
  },
  SET: { read: set },
};

/** `Set(ARRAY(a,b)=1,2)` */
function setArray({ engine, channel, text }: FunctionCall, value: string): void {
  const values = splitArguments(value);
  splitArguments(text).forEach((name, index) => engine.write(name, values[index] ?? "", channel));
}

function step({ engine, channel, text }: FunctionCall, by: number): string {
  const value = String(engine.read(text, channel) || "");
  if (!/^-?\d+$/.test(value.trim())) return "";
  const next = String(Number(value) + by);
  engine.write(text, next, channel);
  return next;
}

/** Outside of a subroutine nothing is local. */
function setLocalVariable({ engine, channel, text }: FunctionCall, value: string): void {
  if (channel === undefined) return;
  const frame = engine.thread(channel).frames.at(-1);
  if (frame === undefined) return;
  if (!frame.hidden.has(text)) frame.hidden.set(text, channel.variables.get(text));
  channel.setVariable(text, value);
}

function set({ engine, channel, text }: FunctionCall): string {
  const equals = text.indexOf("=");
  if (equals < 0) return "";
  engine.write(text.slice(0, equals), text.slice(equals + 1), channel);
  return text.slice(equals + 1);
}
