import { type OperationId, operations } from "../../../ari/generated/operations.ts";
import type { Operation } from "../../../ari/operation.ts";

/** An operation as a release has it. */
export interface ReleasedOperation extends Operation {
  /** Parameters that it has in later releases only: they count as absent. */
  readonly withheld?: readonly string[];
  /** Whether `variables` may be texts only, where later releases take objects too. */
  readonly takesTextsOnly?: boolean;
}

/** An operation that has a route. */
export type RoutedOperation = ReleasedOperation & { readonly id: OperationId };

/** All operations that Asterisk has, in its order. */
export function allOperations(): RoutedOperation[] {
  return (Object.entries(operations) as [OperationId, Operation][]).map(([id, operation]) => ({ ...operation, id }));
}

/** Where a path leads. */
export interface Route {
  /** The operations there, by method; the events WebSocket is a GET. */
  readonly operations: ReadonlyMap<string, RoutedOperation>;
  /** The path parameters, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The methods that the resource has callbacks for, in Asterisk's order. */
  readonly methods: readonly string[];
  /** What `Allow` says. */
  readonly allow: string;
}

/** Asterisk's order of methods. */
const methodOrder = ["GET", "POST", "PUT", "DELETE"] as const;

interface Node {
  /** The segment, or `{name}` for any. */
  readonly segment: string;
  readonly children: Node[];
  readonly operations: Map<string, RoutedOperation>;
}

/** Finds what paths lead to, among some operations. */
export class Router {
  readonly #root: Node = { segment: "", children: [], operations: new Map() };

  constructor(operations: Iterable<RoutedOperation>) {
    for (const operation of operations) {
      let node = this.#root;
      for (const segment of operation.path.split("/").slice(1)) node = childOf(node, segment);
      node.operations.set(operation.method, operation);
    }
  }

  /**
   * Finds what a path below `/ari` leads to, as Asterisk does (`ast_ari_invoke`): a segment that matches by name beats a
   * parameter, `+` is a space, and an empty segment ends the path. A parameter that was passed over on the way to a name
   * is still there for the next segment, so that `channels/externalMedia/x` leads to `channels/{channelId}`.
   */
  find(path: string): Route | undefined {
    let node = this.#root;
    let wildcard: Node | undefined;
    const parameters = new Map<string, string>();
    for (const segment of path.split("/")) {
      if (segment === "") break;
      const text = decodeSegment(segment);
      let found: Node | undefined;
      for (const child of node.children) {
        if (child.segment.startsWith("{")) {
          const name = child.segment.slice(1, -1);
          if (!parameters.has(name)) parameters.set(name, text);
          wildcard = child;
        } else if (child.segment === text) {
          found = child;
          break;
        }
      }
      if (found === undefined) {
        found = wildcard;
        wildcard = undefined;
      }
      if (found === undefined) return undefined;
      node = found;
    }
    return toRoute(node, parameters);
  }
}

function toRoute({ operations }: Node, parameters: ReadonlyMap<string, string>): Route {
  // The events WebSocket is no callback of the resource, so Asterisk does not name it.
  const methods = methodOrder.filter((method) => {
    const operation = operations.get(method);
    return operation !== undefined && operation.result.kind !== "websocket";
  });
  return { operations, parameters, methods, allow: ["OPTIONS", ...methods].join(",") };
}

function childOf(node: Node, segment: string): Node {
  const known = node.children.find((child) => child.segment === segment);
  if (known !== undefined) return known;
  const child: Node = { segment, children: [], operations: new Map() };
  node.children.push(child);
  return child;
}

/** Percent signs that lead nowhere stay. */
function decodeSegment(segment: string): string {
  const text = segment.replaceAll("+", " ");
  if (!text.includes("%")) return text;
  // URLSearchParams decodes as Asterisk does; what it would take for syntax is kept from it.
  return new URLSearchParams(`x=${segment.replaceAll("&", "%26")}`).get("x") ?? text;
}
