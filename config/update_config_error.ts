/** What Asterisk answers when UpdateConfig fails (manager.c, action_updateconfig). */
export type UpdateConfigMessage =
  | "Unknown action command"
  | "Given category does not exist"
  | "Category not specified"
  | "Problem with category, value, or line (if required)"
  | "Create category did not complete successfully"
  | "Update did not complete successfully"
  | "Template category not found";

/** One change of a list cannot be made; then none of the list is. */
export class UpdateConfigError extends Error {
  static {
    this.prototype.name = "UpdateConfigError";
  }
  /** The index of the change in its list, from 0. */
  readonly index: number;
  /** The words in which Asterisk says so. */
  readonly response: UpdateConfigMessage;

  /** Makes the error for a change, with Asterisk's words. */
  constructor(index: number, response: UpdateConfigMessage, what: string) {
    super(`Cannot make change ${index}: ${response}: ${what}`);
    this.index = index;
    this.response = response;
  }
}
