import type { Operation } from "../operation.ts";
import type { RenderInput } from "./api.ts";
import { fieldName, literal, union } from "./typescript.ts";

/** `operations.ts`: every operation as data. */
export function renderOperations({ api }: RenderInput): string {
  return `
import type { Operation } from "../operation.ts";

/** Names of all operations, as \`resource.nickname\`. */
export type OperationId = ${union(api.operations.map(({ id }) => id))};

/** Every operation of Asterisk's REST interface, by resource and then in Asterisk's order. */
export const operations: { readonly [id in OperationId]: Operation } = {
${api.operations.map(renderOperation).join("\n")}
};
`;
}

function renderOperation(operation: Operation): string {
  const fields = Object.entries(operation).map(([name, value]) => {
    if (name !== "parameters" || !Array.isArray(value) || value.length === 0) {
      return `    ${fieldName(name)}: ${literal(value)},`;
    }
    return `    parameters: [\n${value.map((parameter) => `      ${literal(parameter)},`).join("\n")}\n    ],`;
  });
  return `  ${JSON.stringify(operation.id)}: {\n${fields.join("\n")}\n  },`;
}
