/** One type of event in an {@linkcode EventFilter}, as it was given: it has a `type`, and what else somebody wrote. */
export type FilteredType = Readonly<Record<string, unknown>> & { readonly type: string };

/** Which events an application is sent, by type (`stasis_app_event_filter_set`). What is disallowed wins. */
export class EventFilter {
  #allowed: readonly FilteredType[] = [];
  #disallowed: readonly FilteredType[] = [];

  /** The only types that are sent; all when it is empty. */
  get allowed(): readonly FilteredType[] {
    return this.#allowed;
  }

  /** The types that are not sent. */
  get disallowed(): readonly FilteredType[] {
    return this.#disallowed;
  }

  /** Whether an event of this type is sent. */
  allows(type: string): boolean {
    if (this.#disallowed.some((other) => other.type === type)) return false;
    return this.#allowed.length === 0 || this.#allowed.some((other) => other.type === type);
  }

  /**
   * Takes a definition: an object with a list `allowed`, `disallowed` or both; one without members, or none, removes both,
   * and a bare list becomes both. Gives `false` when it is not understood, which may be after the first was taken.
   */
  set(definition: unknown): boolean {
    const disallowed = listOf(definition, "disallowed");
    if (disallowed === "malformed") return false;
    if (disallowed !== "untouched") this.#disallowed = disallowed;
    const allowed = listOf(definition, "allowed");
    if (allowed === "malformed") return false;
    if (allowed !== "untouched") this.#allowed = allowed;
    return true;
  }
}

function listOf(definition: unknown, name: string): readonly FilteredType[] | "untouched" | "malformed" {
  if (definition === undefined || definition === null) return [];
  if (Array.isArray(definition)) return definition.every(isFilteredType) ? definition : "malformed";
  const members = new Map(Object.entries(definition));
  if (members.size === 0) return [];
  if (!members.has(name)) return "untouched";
  const list: unknown = members.get(name);
  return Array.isArray(list) && list.every(isFilteredType) ? list : "malformed";
}

function isFilteredType(value: unknown): value is FilteredType {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" &&
    value.type !== "";
}
