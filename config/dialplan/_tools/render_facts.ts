import type { ApplicationFacts, FunctionFacts } from "../application_facts.ts";
import type { Facts } from "./read_facts.ts";

/** Renders the facts as two modules: name → text. */
export function renderFacts({ applications, functions }: Facts, header: string): Map<string, string> {
  return new Map([
    [
      "applications.ts",
      `${header}
import type { ApplicationFacts } from "../application_facts.ts";

/** The applications of this release, by name in alphabetical order. */
export const applications: readonly ApplicationFacts[] = [
${applications.map(renderApplication).join("\n")}
];
`,
    ],
    [
      "functions.ts",
      `${header}
import type { FunctionFacts } from "../application_facts.ts";

/** The dialplan functions of this release, by name in alphabetical order. */
export const functions: readonly FunctionFacts[] = [
${functions.map(renderFunction).join("\n")}
];
`,
    ],
  ]);
}

function renderApplication({ name, module, separator, arguments: args, options, variables }: ApplicationFacts): string {
  return [
    "  {",
    `    name: ${literal(name)},`,
    `    module: ${literal(module)},`,
    `    separator: ${literal(separator)},`,
    `    arguments: ${list(args)},`,
    `    options: ${list(options)},`,
    `    variables: ${literal(variables)},`,
    "  },",
  ].join("\n");
}

function renderFunction({ name, module, separator, arguments: args }: FunctionFacts): string {
  return `  { name: ${literal(name)}, module: ${known(module)}, separator: ${literal(separator)}, arguments: ${
    known(args)
  } },`;
}

function known(value: unknown): string {
  return value === undefined ? "undefined" : literal(value);
}

function list(items: readonly unknown[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => `      ${literal(item)},\n`).join("")}    ]`;
}

/** A value as TypeScript, on one line, whose names need no quotes where TypeScript asks for none. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) =>
    `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${literal(item)}`
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
