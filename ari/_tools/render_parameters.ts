import type { Operation, Parameter } from "../operation.ts";
import type { RenderInput } from "./api.ts";
import { docComment, parameterType, pascalCase } from "./typescript.ts";

/** `parameters.ts`: what each operation takes, for those that take anything. */
export function renderParameters(input: RenderInput): string {
  const { operations } = input.api;
  return `
import type { ConfigTuple } from "./wire.ts";

/** The value of a variable, or the value and whether events carry the variable from now on. */
export type VariableValue = string | { readonly value: string; readonly report_events?: boolean };

/** Event types to let pass and to hold back. */
export interface EventFilter {
  /** Nothing but these types passes. */
  readonly allowed?: readonly { readonly type: string }[];
  /** These types do not pass, even when they are allowed. */
  readonly disallowed?: readonly { readonly type: string }[];
}

${
    operations.filter(({ parameters }) => parameters.length > 0).map((operation) => renderInterface(operation, input))
      .join("\n\n")
  }
`;
}

/** Name of the interface that an operation's parameters have. */
export function parametersName(operation: Operation): string {
  return `${pascalCase(operation.id)}Parameters`;
}

function renderInterface(operation: Operation, input: RenderInput): string {
  const fields = operation.parameters.map((parameter) => renderField(operation, parameter, input));
  const comment = docComment([`Parameters of \`${operation.id}\`.`]);
  return `${comment}\nexport interface ${parametersName(operation)} {\n${fields.join("\n")}\n}`;
}

function renderField(operation: Operation, parameter: Parameter, input: RenderInput): string {
  const { name, required } = parameter;
  const text = input.api.parameters.get(`${operation.id}.${name}`) ?? "";
  const standard = parameter.default === undefined ? "" : ` @default {${JSON.stringify(parameter.default)}}`;
  const type = parameterType(parameter, input.shapes[`${operation.id}.${name}`]);
  return `${docComment([text + standard], "  ")}\n  readonly ${name}${required ? "" : "?"}: ${type};`;
}
