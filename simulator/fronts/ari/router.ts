import { type OperationId, operations } from "../../../ari/generated/operations.ts";
import type { Operation } from "../../../ari/operation.ts";

/** Asterisk's order of methods in `Allow`. */
const methodOrder = ["GET", "POST", "PUT", "DELETE"] as const;

/** Where a path leads. */
export interface Route {
  /** The operations there, by method. */
  readonly operations: ReadonlyMap<string, Operation & { readonly id: OperationId }>;
  /** The path parameters, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What `Allow` says. */
  readonly allow: string;
}

interface Node {
  readonly children: Map<string, Node>;
  wildcard: { readonly name: string; readonly node: Node } | undefined;
  readonly operations: Map<string, Operation & { readonly id: OperationId }>;
}

const root: Node = buildTree();

/**
 * Finds what a path below `/ari` leads to, as Asterisk does: a segment that matches by name beats a parameter, `+` is a
 * space, and an empty segment ends the path.
 */
export function findRoute(path: string): Route | undefined {
  let node = root;
  const parameters = new Map<string, string>();
  for (const segment of path.split("/")) {
    const text = decodeSegment(segment);
    if (text === "") break;
    const child = node.children.get(text);
    if (child !== undefined) node = child;
    else if (node.wildcard !== undefined) {
      parameters.set(node.wildcard.name, text);
      node = node.wildcard.node;
    } else return undefined;
  }
  return { operations: node.operations, parameters, allow: allowOf(node) };
}

function buildTree(): Node {
  const tree = newNode();
  for (const [id, operation] of Object.entries(operations) as [OperationId, Operation][]) {
    let node = tree;
    for (const segment of operation.path.split("/").slice(1)) node = childOf(node, segment);
    node.operations.set(operation.method, { ...operation, id });
  }
  return tree;
}

function newNode(): Node {
  return { children: new Map(), wildcard: undefined, operations: new Map() };
}

function childOf(node: Node, segment: string): Node {
  if (segment.startsWith("{")) {
    node.wildcard ??= { name: segment.slice(1, -1), node: newNode() };
    return node.wildcard.node;
  }
  const child = node.children.get(segment) ?? newNode();
  node.children.set(segment, child);
  return child;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll("+", " "));
  } catch {
    return segment;
  }
}

function allowOf(node: Node): string {
  // The events WebSocket is no callback of the resource, so Asterisk does not name it.
  const methods = methodOrder.filter((method) => {
    const operation = node.operations.get(method);
    return operation !== undefined && operation.result.kind !== "websocket";
  });
  return ["OPTIONS", ...methods].join(",");
}
