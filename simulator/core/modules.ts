import { NotSimulatedError } from "../errors.ts";
import { moduleTable } from "./module_table.ts";

/** A module as it is listed. */
export interface Module {
  /** Its name, as `app_dial.so`; one that is built in has no `.so`. */
  readonly name: string;
  /** How many things use it. */
  readonly useCount: number;
  /** Whether it found what it needs. */
  readonly status: "Running" | "Not Running";
  /** How well it is looked after. */
  readonly supportLevel: string;
}

/** What came of loading a module. */
export type LoadResult = "done" | "loaded-already" | "declined";

/** What came of unloading a module. */
export type UnloadResult = "done" | "not-found" | "in-use";

/** What came of reloading a module. */
export type ReloadResult = "done" | "not-found" | "not-running" | "not-supported" | "failed";

interface Entry extends Module {
  readonly reload: "done" | "none" | "error";
}

const known: ReadonlyMap<string, Entry> = new Map(
  moduleTable.map(([name, useCount, supportLevel, isRunning, reload]) => {
    return [name, { name, useCount, supportLevel, status: isRunning ? "Running" : "Not Running", reload }] as const;
  }),
);

/** What the simulator itself shows: without these modules it would go on as before, where Asterisk would not. */
const shown =
  /^(?:app|bridge|chan|codec|format|func|pbx)_|^res_(?:agi|ari|http|musiconhold|mwi|parking|pjsip|rtp|sorcery|stasis|websocket)/;

/** The modules, as an Asterisk of Debian has them. */
export class Modules {
  readonly #loaded = new Set(known.keys());

  /** All loaded modules, by name. */
  list(): Module[] {
    return [...known.values()].filter(({ name }) => this.#loaded.has(name));
  }

  /** Whether a module is loaded, named with or without its `.so`. */
  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** Finds a loaded module by its very name. */
  get(name: string): Module | undefined {
    return this.#loaded.has(name) ? known.get(name) : undefined;
  }

  /** Loads a module that was unloaded; one that found nothing to do declines. */
  load(name: string): LoadResult {
    if (this.has(name)) return "loaded-already";
    const entry = known.get(name) ?? known.get(`${name}.so`);
    if (entry?.status !== "Running") return "declined";
    this.#loaded.add(entry.name);
    return "done";
  }

  /** Unloads a module that nothing uses. Throws {@linkcode NotSimulatedError} where its absence would have to show. */
  unload(name: string): UnloadResult {
    const entry = this.#find(name);
    if (entry === undefined) return "not-found";
    if (!entry.name.endsWith(".so") || entry.useCount > 0) return "in-use";
    if (entry.status === "Running" && shown.test(entry.name)) {
      throw new NotSimulatedError(
        `Cannot unload "${entry.name}": the simulator would go on as if it were there, unload one of cdr, cel or the command line`,
      );
    }
    this.#loaded.delete(entry.name);
    return "done";
  }

  /** Reloads a module: it reads its configuration again, which the simulator has none of. */
  reload(name: string): ReloadResult {
    const entry = this.#find(name);
    if (entry === undefined) return "not-found";
    if (entry.status !== "Running") return "not-running";
    return ({ done: "done", none: "not-supported", error: "failed" } as const)[entry.reload];
  }

  #find(name: string): Entry | undefined {
    return [name, `${name}.so`].map((full) => this.#loaded.has(full) ? known.get(full) : undefined)
      .find((entry) => entry !== undefined);
  }
}
