import { randomUuid } from "../random.ts";
import { Bridge } from "./bridge.ts";
import type { Pbx } from "./pbx.ts";
import { parseBridgeType, stasisBridge } from "./stasis_bridge.ts";

/** What a bridge of an application is made from. */
export interface StasisBridgeOptions {
  /** What it does; see {@linkcode parseBridgeType}. */
  readonly type?: string | undefined;
  /** The name that the application gives it. */
  readonly name?: string | undefined;
  /** The id that it gives it. */
  readonly id?: string | undefined;
  /** Whether nobody hears of it. */
  readonly isInvisible?: boolean;
}

/** All bridges of a PBX. */
export class Bridges {
  readonly #pbx: Pbx;
  readonly #bridges = new Map<string, Bridge>();
  readonly #ofApplications = new Set<Bridge>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /** Those that others see, by their ids. */
  list(): Bridge[] {
    return [...this.#bridges.values()].filter(({ isInvisible, isDissolved }) => !isInvisible && !isDissolved)
      .sort((left, right) => left.id < right.id ? -1 : 1);
  }

  /** Finds one that others see. */
  get(id: string): Bridge | undefined {
    const bridge = this.#bridges.get(id);
    return bridge?.isInvisible === false ? bridge : undefined;
  }

  /** Finds one that applications may change. */
  getForApplications(id: string): Bridge | undefined {
    const bridge = this.#bridges.get(id);
    return bridge !== undefined && this.#ofApplications.has(bridge) ? bridge : undefined;
  }

  /** Whether an id is taken. */
  has(id: string): boolean {
    return this.#bridges.has(id);
  }

  /** Makes one for an application; `undefined` when the type makes no sense or the id is taken. */
  createForApplications(options: StasisBridgeOptions): Bridge | undefined {
    const { type, name, id, isInvisible = false } = options;
    const kind = parseBridgeType(type || "mixing");
    if (kind === undefined || (id && this.#bridges.has(id))) return undefined;
    const bridge = Bridge.create(this.#pbx, {
      ...kind,
      id: id || randomUuid(this.#pbx.random),
      name: name ?? "",
      creator: "Stasis",
      class: stasisBridge,
      isInvisible,
    });
    this.#bridges.set(bridge.id, bridge);
    this.#ofApplications.add(bridge);
    return bridge;
  }

  /** Takes one away from applications and ends it. */
  destroy(bridge: Bridge): void {
    this.#ofApplications.delete(bridge);
    bridge.dissolve();
  }

  /** One has ended. */
  forget(bridge: Bridge): void {
    this.#ofApplications.delete(bridge);
    if (this.#bridges.get(bridge.id) === bridge) this.#bridges.delete(bridge.id);
  }
}
