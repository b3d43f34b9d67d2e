import type { RenderInput } from "./api.ts";
import { parametersName } from "./render_parameters.ts";
import { methodResults, renderMethod, takesParameters } from "./render_method.ts";
import { docComment, importTypes, pascalCase } from "./typescript.ts";

/** `repositories.ts`: all operations of a resource as the methods of one interface. */
export function renderRepositories(input: RenderInput): string {
  const { operations, resources } = input.api;
  const taking = operations.filter((operation) => takesParameters(operation));
  const { plain, objects } = methodResults(operations, input);
  const interfaces = [...resources].map(([resource, text]) => {
    const methods = operations.filter((operation) => operation.resource === resource)
      .map((operation) => renderMethod(operation));
    return `${docComment([text])}\nexport interface ${repositoryName(resource)} {\n${methods.join("\n")}\n}`;
  });
  const fields = [...resources].map(([resource, text]) =>
    `${docComment([text], "  ")}\n  readonly ${resource}: ${repositoryName(resource)};`
  );
  return `
import type { WebSocketLike } from "../../_internal/transport.ts";
import type { CallOptions } from "../../_internal/call_options.ts";
${importTypes(objects, "./objects.ts")}${importTypes(taking.map(parametersName), "./parameters.ts")}${
    importTypes(plain, "./wire.ts")
  }
${interfaces.join("\n\n")}

/** All operations, grouped by resource. */
export interface Repositories {
${fields.join("\n")}
}
`;
}

function repositoryName(resource: string): string {
  return `${pascalCase(resource)}Repository`;
}
