import { type JoinedSetting, type SectionRecord, settingLines, type SettingRun } from "./section_record.ts";
import { foldCase, trimBlanks } from "./source_text.ts";

/** A `name += value`. */
export interface Addition {
  readonly name: string;
  /** What is added, with the blanks before it. */
  readonly added: string;
  readonly asteriskVersion: number;
  /** Is told how much work it was. */
  readonly spend: (steps: number) => void;
}

/** What {@linkcode addToSetting} did; `isElsewhere` says that it changed another setting than it took the old value from. */
export interface Added {
  readonly isElsewhere: boolean;
}

/**
 * Adds to a setting of a section as Asterisk does (config.c, process_text_line): it takes the last setting of exactly this name, and
 * gives the new value to the first one (from 23 on, the last one) that has the same name and value in any case. Undefined where
 * there is none of that name.
 */
export function addToSetting(record: SectionRecord, addition: Addition): Added | undefined {
  const { name, added, asteriskVersion, spend } = addition;
  let old: Place | undefined;
  const { runs } = record;
  for (const place of places(runs)) {
    spend(1);
    if (place.name === name) old = place;
  }
  if (old === undefined) return undefined;

  const oldValue = old.value();
  spend(oldValue.length >> 4);
  let changed = old;
  for (const place of places(runs)) {
    spend(1);
    if (foldCase(place.name) !== foldCase(name)) continue;
    if (oldValue !== "" && foldCase(place.value()) !== foldCase(oldValue)) continue;
    changed = place;
    if (asteriskVersion < 23) break;
  }
  replace(record, changed, {
    name,
    value: trimBlanks(oldValue + added),
    isObject: changed.isObject(),
    source: changed.source,
    line: changed.line,
  });
  return { isElsewhere: changed.run !== old.run || changed.line !== old.line };
}

interface Place {
  /** The index of its run. */
  readonly run: number;
  readonly source: JoinedSetting["source"];
  readonly line: number;
  /** How many settings of its run come before it. */
  readonly before: number;
  readonly name: string;
  readonly value: () => string;
  readonly isObject: () => boolean;
}

function* places(runs: readonly SettingRun[]): Generator<Place, void> {
  for (const [run, content] of runs.entries()) {
    if (content.kind === "joined") {
      const { name, value, isObject, source, line } = content.setting;
      yield { run, source, line, before: 0, name, value: () => value, isObject: () => isObject };
      continue;
    }
    const { source } = content;
    const { tree } = source;
    let before = 0;
    for (const line of settingLines(content)) {
      yield {
        run,
        source,
        line,
        before: before++,
        name: tree.nameAt(line),
        value: () => tree.valueAt(line),
        isObject: () => tree.isObjectAt(line),
      };
    }
  }
}

function replace(record: SectionRecord, place: Place, setting: JoinedSetting): void {
  const { runs } = record;
  const run = runs[place.run];
  if (run === undefined) return;
  const joined: SettingRun = { kind: "joined", owner: record.id, setting, count: 1 };
  const pieces: SettingRun[] = [joined];
  if (run.kind === "lines") {
    const after = run.count - place.before - 1;
    if (place.before > 0) pieces.unshift({ ...run, to: place.line, count: place.before });
    if (after > 0) pieces.push({ ...run, from: place.line + 1, count: after });
  }
  record.table.replaceRuns(record.id, runs.toSpliced(place.run, 1, ...pieces));
}
