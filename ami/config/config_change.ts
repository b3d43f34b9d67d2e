/** Which sections a change is for: all of that name, which Asterisk compares without case. */
export interface AmiChangeTarget {
  /** The name of the section. */
  readonly section: string;
  /**
   * Only sections that fit, as UpdateConfig's `catfilter`: pairs `name=regex` between commas, of which all must match a setting. Templates
   * fit only with `TEMPLATES=include` or `TEMPLATES=restrict`.
   */
  readonly filter?: string;
}

/** `NewCat`: makes a section. */
export interface AmiNewSection {
  /** What it does. */
  readonly verb: "NewCat";
  /** The name of the section. */
  readonly section: string;
  /** The section before which it comes; without one it becomes the last. */
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
export interface AmiRenameSection extends AmiChangeTarget {
  /** What it does. */
  readonly verb: "RenameCat";
  /** The new name. */
  readonly to: string;
}

/** `DelCat`: removes sections, `EmptyCat`: removes all settings of sections. */
export interface AmiRemoveSection extends AmiChangeTarget {
  /** What it does. */
  readonly verb: "DelCat" | "EmptyCat";
  /** Whether it is no error that there is no such section; only for `DelCat`. @default {false} */
  readonly ignoreError?: boolean;
}

/** `Update`: changes the first setting of a name, of those with the value `match` if that is given. */
export interface AmiUpdateSetting extends AmiChangeTarget {
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
export interface AmiDeleteSetting extends AmiChangeTarget {
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
export interface AmiAppendSetting extends AmiChangeTarget {
  /** What it does. */
  readonly verb: "Append";
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** Whether it is written with `=>`. @default {false} */
  readonly object?: boolean;
}

/** `Insert`: adds a setting at an index, always with `=`. */
export interface AmiInsertSetting extends AmiChangeTarget {
  /** What it does. */
  readonly verb: "Insert";
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** How many settings come before it, inherited ones included; where there are fewer it becomes the last. */
  readonly line: number;
}

/**
 * One change that the action UpdateConfig can make, in its verbs. A `ConfigChange` of `@asterism/asterisk/config` is one too, so that the
 * same list can be applied to a file and sent to a server.
 *
 * ```ts
 * import type { AmiConfigChange } from "@asterism/asterisk/ami";
 *
 * const changes: AmiConfigChange[] = [
 *   { verb: "NewCat", section: "bob", inherits: ["phone"] },
 *   { verb: "Append", section: "bob", name: "auth", value: "bob" },
 *   { verb: "Delete", section: "alice", name: "allow", match: "gsm" },
 * ];
 * console.log(changes.length); // 3
 * ```
 */
export type AmiConfigChange =
  | AmiAppendSetting
  | AmiDeleteSetting
  | AmiInsertSetting
  | AmiNewSection
  | AmiRemoveSection
  | AmiRenameSection
  | AmiUpdateSetting;
