/** The variables of one bridge, and which of them its snapshots show. */
export class BridgeVariables {
  readonly #values = new Map<string, string>();
  #reported: string[] = [];

  /** Finds the value of a variable. */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /**
   * Sets a variable, or removes it when the value is empty (`ast_bridge_set_variable`). Snapshots show it from now on, or no
   * longer. Gives `false` when there is no name.
   */
  set(name: string, value: string, options: { isReported?: boolean } = {}): boolean {
    const { isReported = false } = options;
    if (name === "") return false;
    this.#values.delete(name);
    this.#report(name, isReported && value !== "");
    if (value !== "") this.#values.set(name, value);
    return true;
  }

  /** What snapshots show, in Asterisk's order. */
  get reported(): (readonly [name: string, value: string])[] {
    return this.#reported.map((name) => [name, this.#values.get(name) ?? ""]);
  }

  #report(name: string, isReported: boolean): void {
    const index = this.#reported.indexOf(name);
    if (isReported && index < 0) this.#reported.push(name);
    if (isReported || index < 0) return;
    // The last one takes the free place (AST_VECTOR_REMOVE_CMP_UNORDERED).
    const last = this.#reported.pop();
    if (last !== undefined && last !== name) this.#reported[index] = last;
  }
}
