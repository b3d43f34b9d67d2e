import type { Operation, Result } from "../operation.ts";
import type { RenderInput } from "./api.ts";
import { parametersName } from "./render_parameters.ts";
import { docComment, listInWords, union } from "./typescript.ts";

/** An operation as a method of an interface; parameters in `given` are known already and left out. */
export function renderMethod(operation: Operation, given: readonly string[] = []): string {
  const { id, nickname, result } = operation;
  const left = operation.parameters.filter(({ name }) => !given.includes(name));
  const omitted = operation.parameters.filter(({ name }) => given.includes(name)).map(({ name }) => name);
  const full = parametersName(operation);
  const type = omitted.length === 0 ? full : `Omit<${full}, ${union(omitted)}>`;
  const optional = left.every(({ required }) => !required);
  const parameters = left.length === 0 ? "" : `params${optional ? "?" : ""}: ${type}, `;
  if (!/^[A-Za-z]\w*$/.test(nickname)) throw new Error(`Cannot render ${id}: "${nickname}" is not a method name`);
  return `${docComment([operation.summary, fineprint(operation)], "  ")}
  ${nickname}(${parameters}options?: CallOptions): Promise<${resultType(result)}>;`;
}

/** Whether a method that was rendered names the operation's parameters. */
export function takesParameters(operation: Operation, given: readonly string[] = []): boolean {
  return operation.parameters.some(({ name }) => !given.includes(name));
}

function fineprint({ method, path, since, errors }: Operation): string {
  const refusals = errors.length === 0 ? "" : ` Refused with ${listInWords(errors, "or")}.`;
  return `\`${method} ${path}\`, since Asterisk ${listInWords(since, "and")}.${refusals}`;
}

/** The models that operations answer: plain ones, and objects with verbs. */
export function methodResults(
  operations: readonly Operation[],
  { objectClasses }: RenderInput,
): { plain: string[]; objects: string[] } {
  const names = operations.flatMap(({ result }) => result.kind === "model" ? [result.name] : []);
  const isObject = (name: string) => objectClasses.some((objectClass) => objectClass.name === name);
  return { plain: names.filter((name) => !isObject(name)), objects: names.filter(isObject) };
}

function resultType(result: Result): string {
  switch (result.kind) {
    case "void":
      return "void";
    case "binary":
      return "ReadableStream<Uint8Array<ArrayBuffer>>";
    case "websocket":
      return "WebSocketLike";
    case "model":
      return result.list ? `${result.name}[]` : result.name;
    default:
      throw new Error(`Unreachable: ${result satisfies never}`);
  }
}
