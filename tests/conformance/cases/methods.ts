import { type OperationId, operations } from "../../../ari/generated/operations.ts";
import type { Case } from "./script.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO"];

/** Each path with the methods that it does not have, and with those that no path has. */
export function methodCases(): Case[] {
  const paths = new Map<string, { id: OperationId; methods: Set<string> }>();
  for (const [id, { path, method }] of Object.entries(operations) as [OperationId, typeof operations[OperationId]][]) {
    const entry = paths.get(path) ?? { id, methods: new Set() };
    entry.methods.add(method);
    paths.set(path, entry);
  }
  return [...paths].flatMap(([path, entry]) => {
    const target = path.replace(/\{\w+\}/g, "~x");
    return methods.filter((method) => !entry.methods.has(method)).map((method): Case => ({
      name: `${entry.id}: ${method} of its path`,
      operation: entry.id,
      sockets: [],
      given: [],
      steps: [{ request: `${method} ${target}` }],
    }));
  });
}
