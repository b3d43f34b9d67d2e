/** Which module may import which: the table of `ARCHITECTURE.md`, and what `deno info` says is the case. */
import { root } from "./tree.ts";

/** One import. */
export interface Edge {
  /** The importing file, from the root. */
  readonly from: string;
  /** The imported file, from the root, or the specifier of something that is not ours. */
  readonly to: string;
  /** Whether only types are imported, so that nothing of it is loaded. */
  readonly typesOnly: boolean;
}

interface Area {
  /** The folders that it may import from besides itself. */
  readonly folders?: readonly string[];
  /** The folders of which it may import types. */
  readonly types?: readonly string[];
  /** Single files that it may import, by pattern. */
  readonly files?: RegExp;
  /** What it may import that is not ours; `node:` is always allowed. */
  readonly external?: RegExp;
}

const publicModules = /^(?:(?:ari|ami|agi|config|simulator)\/)?mod\.ts$/;

const table: Readonly<Record<string, Area>> = {
  _internal: {},
  config: {},
  ari: { folders: ["_internal"] },
  ami: { folders: ["_internal"] },
  agi: { folders: ["_internal"], types: ["ami"] },
  simulator: {
    folders: ["_internal", "config"],
    files:
      /^(?:ari\/operation\.ts|(?:ari|ami|agi)\/generated\/.*|ari\/object_classes\.ts|(?:ari|ami|agi)\/(?:.*\/)?codec.*)$/,
    external: /^jsr:\/?@std\/http@/,
  },
  "mod.ts": { files: /^(?:ari|ami|agi|config)\/mod\.ts$/ },
  cli: { files: new RegExp(`${publicModules.source}|^deno\\.json$`), external: /^jsr:\/?@std\// },
  examples: { files: publicModules },
};

/** Says which imports the table does not allow, one sentence each. */
export function forbiddenImports(edges: readonly Edge[]): string[] {
  return edges.filter((edge) => !isAllowed(edge)).map(({ from, to }) => {
    return `${from} imports ${to}: ${areaOf(from)} may not, see the table of imports in ARCHITECTURE.md`;
  });
}

function isAllowed({ from, to, typesOnly }: Edge): boolean {
  const area = table[areaOf(from)];
  // Tests and the tools of the build import what they need.
  if (area === undefined || /(?:^|\/)_tools\//.test(from)) return true;
  if (/^[a-z]+:/.test(to)) return to.startsWith("node:") || (area.external?.test(to) ?? false);
  if (/(?:^|\/)_tools\//.test(to)) return false;
  const target = areaOf(to);
  return target === areaOf(from) || (area.folders?.includes(target) ?? false) ||
    (typesOnly && (area.types?.includes(target) ?? false)) || (area.files?.test(to) ?? false);
}

function areaOf(path: string): string {
  return path.split("/")[0] ?? path;
}

/** Reads the imports of these files, and of what they import. */
export async function readImports(paths: readonly string[]): Promise<Edge[]> {
  const edges = new Map<string, Edge[]>();
  for (const path of paths) {
    if (edges.has(path)) continue;
    for (const module of await readGraph(path)) edges.set(module.path, module.edges);
  }
  return [...edges.values()].flat();
}

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly Dependency[];
}

interface Dependency {
  readonly specifier: string;
  readonly code?: { specifier?: string };
  readonly type?: { specifier?: string };
}

async function readGraph(path: string): Promise<{ path: string; edges: Edge[] }[]> {
  const { success, stdout, stderr } = await new Deno.Command("deno", {
    args: ["info", "--json", path],
    cwd: root,
  }).output();
  if (!success) throw new Error(`Cannot read the imports of ${path}: ${new TextDecoder().decode(stderr)}`);
  const { modules }: { modules: readonly Module[] } = JSON.parse(new TextDecoder().decode(stdout));
  return modules.flatMap(({ specifier, dependencies = [] }) => {
    const from = pathOf(specifier);
    if (from === undefined) return [];
    return [{ path: from, edges: dependencies.map((dependency) => toEdge(from, dependency)) }];
  });
}

function toEdge(from: string, { specifier, code, type }: Dependency): Edge {
  const target = code?.specifier ?? type?.specifier ?? specifier;
  return { from, to: pathOf(target) ?? target, typesOnly: code === undefined };
}

function pathOf(specifier: string): string | undefined {
  return specifier.startsWith(root.href) ? specifier.slice(root.href.length) : undefined;
}
