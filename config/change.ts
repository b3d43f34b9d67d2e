/** Which sections a change is for: all of that name, compared as Asterisk does, without case. */
export interface ChangeTarget {
  /** The name of the section. */
  readonly section: string;
  /**
   * Only sections that fit, as in UpdateConfig's `catfilter`: pairs `name=regex` between commas, of which all must match a
   * setting. Without `TEMPLATES=include` or `TEMPLATES=restrict` no template fits.
   */
  readonly filter?: string;
}

/** `NewCat`: makes a section. */
export interface NewSection extends Omit<ChangeTarget, "filter"> {
  /** What it does. */
  readonly verb: "NewCat";
  /** The name of the section or template before which it comes; without one it becomes the last. */
  readonly before?: string;
  /** Whether it is a template. @default {false} */
  readonly template?: boolean;
  /** The templates that it inherits from. @default {[]} */
  readonly inherits?: readonly string[];
  /** Whether there may be one of that name already. @default {false} */
  readonly allowDuplicates?: boolean;
  /** Whether one of that name that exists is good enough. @default {false} */
  readonly ignoreError?: boolean;
}

/** `RenameCat`: gives sections another name. */
export interface RenameSection extends ChangeTarget {
  /** What it does. */
  readonly verb: "RenameCat";
  /** The new name. */
  readonly to: string;
}

/** `DelCat`: removes sections, `EmptyCat`: removes all settings of sections. */
export interface RemoveSection extends ChangeTarget {
  /** What it does. */
  readonly verb: "DelCat" | "EmptyCat";
  /** Whether it is no error that there is no such section; only for `DelCat`. @default {false} */
  readonly ignoreError?: boolean;
}

/** `Update`: changes the first setting of a name that has, if given, the value `match`. */
export interface UpdateSetting extends ChangeTarget {
  /** What it does. */
  readonly verb: "Update";
  /** The name, which is also written as it stands here. */
  readonly name: string;
  /** The new value. */
  readonly value: string;
  /** The old value. */
  readonly match?: string;
  /** Whether it becomes `=>`; one that is stays it. @default {false} */
  readonly object?: boolean;
}

/** `Delete`: removes all settings of a name, or those of a value, or one by its index. */
export interface DeleteSetting extends ChangeTarget {
  /** What it does. */
  readonly verb: "Delete";
  /** The name of the settings. Either this or `line` is needed. */
  readonly name?: string;
  /** Only those with this value. */
  readonly match?: string;
  /** The index of the setting from 0, with inherited ones counted; then name and value do not count. */
  readonly line?: number;
  /** Whether it is no error that there is no such setting; that there is no such section always is. @default {false} */
  readonly ignoreError?: boolean;
}

/** `Append`: adds a setting as the last of each section of the name. */
export interface AppendSetting extends ChangeTarget {
  /** What it does. */
  readonly verb: "Append";
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** Whether it is written with `=>`. @default {false} */
  readonly object?: boolean;
}

/** `Insert`: adds a setting at an index. */
export interface InsertSetting extends ChangeTarget {
  /** What it does. */
  readonly verb: "Insert";
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** How many settings come before it, inherited ones included. Where there are fewer it becomes the last; of less than two nothing happens. */
  readonly line: number;
  /** Whether it is written with `=>`; Asterisk itself writes `=` all the same. @default {false} */
  readonly object?: boolean;
}

/**
 * One change of a configuration file, in the verbs of the AMI action UpdateConfig, so that the same list can be applied to a file
 * and sent to a server: see {@linkcode formatUpdateConfig}.
 *
 * @example
 * ```ts
 * import type { ConfigChange } from "@asterism/asterisk/config";
 *
 * const changes: ConfigChange[] = [
 *   { verb: "NewCat", section: "bob", inherits: ["phone"] },
 *   { verb: "Append", section: "bob", name: "type", value: "endpoint" },
 *   { verb: "Delete", section: "alice", name: "allow", match: "gsm" },
 * ];
 * console.log(changes.length); // 3
 * ```
 */
export type ConfigChange =
  | NewSection
  | RenameSection
  | RemoveSection
  | UpdateSetting
  | DeleteSetting
  | AppendSetting
  | InsertSetting;
