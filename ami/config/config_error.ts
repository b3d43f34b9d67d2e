import { AmiResponseError } from "../errors.ts";
import type { AmiMessage } from "../message.ts";

/** What Asterisk says when it refuses to read or change a file, and our word for it. */
const refusals: Readonly<Record<string, AmiConfigRefusal>> = {
  "Append did not complete successfully": "append-failed",
  "Category not specified": "no-section-given",
  "Config file has invalid format": "invalid-format",
  "Config file not found": "no-file",
  "Create category did not complete successfully": "create-failed",
  "Delete category did not complete successfully": "delete-failed",
  "Delete did not complete successfully": "delete-failed",
  "Empty category did not complete successfully": "empty-failed",
  "File exists": "file-exists",
  "File requires escalated privileges": "file-restricted",
  "Filename is invalid": "no-file",
  "Filename not specified": "no-file",
  "Given category does not exist": "no-section",
  "Is a directory": "file-exists",
  "Memory allocation failure, this should not happen": "no-memory",
  "No such file or directory": "no-folder",
  "Permission denied": "denied",
  "Problem with category, value, or line (if required)": "part-missing",
  "Save of config failed": "save-failed",
  "Template category not found": "no-template",
  "Unknown action command": "unknown-verb",
  "Update did not complete successfully": "update-failed",
};

/** Why Asterisk refuses to read or change a file. */
export type AmiConfigRefusal =
  | "append-failed"
  | "create-failed"
  | "delete-failed"
  | "denied"
  | "empty-failed"
  | "file-exists"
  | "file-restricted"
  | "invalid-format"
  | "no-file"
  | "no-folder"
  | "no-memory"
  | "no-section"
  | "no-section-given"
  | "no-template"
  | "other"
  | "part-missing"
  | "save-failed"
  | "unknown-verb"
  | "update-failed";

/** Asterisk refused to read or change a configuration file. A refused request changes nothing. */
export class AmiConfigError extends AmiResponseError {
  static {
    this.prototype.name = "AmiConfigError";
  }
  /**
   * Why. `file-restricted` is also what UpdateConfig says of a file that is not there; `update-failed` also of a deletion that finds nothing;
   * `create-failed` of a section that exists, or of none to come before; `denied` of a user who may not, or of a folder that Asterisk may not
   * write to.
   */
  readonly refusal: AmiConfigRefusal;
  /** How many changes earlier requests have made, which stay made; 0 unless the list was divided. */
  readonly made: number;

  /** Makes the error of an answer. */
  constructor(action: string, response: AmiMessage, made = 0) {
    super(action, response);
    this.refusal = refusalOf(response.get("Message") ?? "");
    this.made = made;
    if (made > 0) this.message += `; ${made} changes before it were made`;
  }
}

function refusalOf(said: string): AmiConfigRefusal {
  return Object.entries(refusals).find(([words]) => words === said)?.[1] ?? "other";
}
