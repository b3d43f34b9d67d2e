import type { AgiHandler } from "./handler.ts";

/** Handlers by path: `/ask`, `/queue/:name` with a parameter, `/ivr/*` for all below, `*` for what no other takes. */
export type AgiRoutes = Readonly<Record<string, AgiHandler>>;

/** What takes a path. */
export interface Match {
  readonly handler: AgiHandler;
  readonly params: Readonly<Record<string, string>>;
}

interface Route {
  readonly segments: readonly string[];
  readonly isOpen: boolean;
  readonly handler: AgiHandler;
}

/** Finds handlers by paths: the first route that fits, in their order, and `*` last. */
export class Router {
  readonly #routes: readonly Route[];

  /** Makes a router of routes, or of one handler for everything. Throws `TypeError` for a route that none can fit. */
  constructor(routes: AgiHandler | AgiRoutes) {
    const given = typeof routes === "function" ? { "*": routes } : routes;
    const all = Object.entries(given).map(([pattern, handler]) => ({ pattern, handler }));
    if (all.length === 0) throw new TypeError("Cannot serve AGI: there is no route");
    const ordered = [...all.filter(({ pattern }) => pattern !== "*"), ...all.filter(({ pattern }) => pattern === "*")];
    this.#routes = ordered.map(({ pattern, handler }) => parsePattern(pattern, handler));
  }

  /** What takes a path, or nothing. A path with a segment `..`, or with what can't be decoded, is taken by nothing. */
  find(path: string): Match | undefined {
    const segments = decodeSegments(path);
    if (segments === undefined) return undefined;
    for (const { segments: pattern, isOpen, handler } of this.#routes) {
      const params = matchSegments(pattern, segments, isOpen);
      if (params !== undefined) return { handler, params };
    }
    return undefined;
  }
}

function parsePattern(pattern: string, handler: AgiHandler): Route {
  if (pattern === "*") return { segments: [], isOpen: true, handler };
  if (!pattern.startsWith("/")) throw new TypeError(`Cannot serve AGI at "${pattern}": a route begins with a slash`);
  const parts = splitPath(pattern);
  const isOpen = parts.at(-1) === "*";
  const segments = isOpen ? parts.slice(0, -1) : parts;
  if (segments.includes("*")) throw new TypeError(`Cannot serve AGI at "${pattern}": "*" stands at the end`);
  return { segments, isOpen, handler };
}

function splitPath(path: string): string[] {
  return path.split("/").slice(1).filter((segment, index, all) => segment !== "" || index < all.length - 1);
}

function decodeSegments(path: string): string[] | undefined {
  try {
    const segments = splitPath(path).map(decodeURIComponent);
    const isStrange = segments.some((segment) => segment === ".." || segment === "." || segment.includes("\0"));
    return isStrange ? undefined : segments;
  } catch {
    return undefined; // A percent sign with no number behind it.
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
  isOpen: boolean,
): Record<string, string> | undefined {
  if (isOpen ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (expected.startsWith(":")) params[expected.slice(1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return params;
}
