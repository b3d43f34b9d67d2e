import { assert, assertEquals } from "@std/assert";
import type { ConfigFile } from "../../../config/config_file.ts";
import type { ConfigSection } from "../../../config/config_section.ts";
import { foldCase } from "../../../config/source_text.ts";
import type { SyntaxTree } from "../../../config/syntax_tree.ts";
import { type MadeEdit, makeEdit, type RandomEdit } from "./random_edit.ts";

interface SettingState {
  readonly name: string;
  readonly value: string;
  readonly isObject: boolean;
  readonly inherited: boolean;
}

/** What a setting should be; whether it has "=>" may be left open. */
interface ExpectedSetting extends Omit<SettingState, "isObject"> {
  readonly isObject: boolean | undefined;
}

interface SectionState {
  readonly name: string;
  readonly isTemplate: boolean;
  readonly inherits: readonly string[];
  readonly settings: readonly SettingState[];
}

/** What the files say and what they are, by the objects that stand for sections and by path. */
interface Snapshot {
  readonly sections: ReadonlyMap<ConfigSection, SectionState>;
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** The names that some line adds to with "+=": what becomes of them is not told here. */
  readonly additions: ReadonlySet<string>;
  readonly hasSectionAddition: boolean;
}

/**
 * Makes one edit, and checks that the files say what was meant and that nothing else of them is changed. Gives whether there was
 * anything to do: an edit that is refused must leave all as it is.
 */
export function checkEdit(file: ConfigFile, edit: RandomEdit): boolean {
  const before = snapshot(file);
  const what = () => `${JSON.stringify(edit)} in ${JSON.stringify(Object.fromEntries(before.files))}`;
  let made;
  try {
    made = makeEdit(file, edit);
  } catch (error) {
    assert(error instanceof TypeError || error instanceof RangeError, String(error));
    assertEquals(snapshot(file), before, what());
    return false;
  }
  const after = snapshot(file);
  assert(file.valid, what());
  if (made === undefined) return false;
  checkSections(made, before, after, what);
  checkLines(made, { before, after }, what);
  return true;
}

function snapshot(file: ConfigFile): Snapshot {
  const sections = [...file.sections, ...file.templates].map((section): [ConfigSection, SectionState] => {
    const { name, isTemplate, inherits } = section;
    const settings = section.settings.map(({ name, value, isObject, inherited }) => {
      return { name, value, isObject, inherited };
    });
    return [section, { name, isTemplate, inherits, settings }];
  });
  const lines = file.files.flatMap(({ tree }) => [...tree.lines()]);
  const additions = lines.flatMap((line) => {
    return line.kind === "setting" && line.operator.text === "+=" ? [foldCase(line.name.text)] : [];
  });
  return {
    sections: new Map(sections),
    files: new Map(file.files.map(({ path, tree }) => [path, linesOf(tree)])),
    additions: new Set(additions),
    hasSectionAddition: lines.some((line) => {
      return line.kind === "section" && line.options.some(({ text }) => text.startsWith("+"));
    }),
  };
}

function checkSections(made: MadeEdit, before: Snapshot, after: Snapshot, what: () => string): void {
  const { target } = made;
  const isAdded = (section: ConfigSection) => !before.sections.has(section);
  const isGone = (section: ConfigSection) => made.kind === "remove" && section === target;
  assertEquals([...after.sections.keys()].filter(isAdded), made.kind === "add" ? [target] : [], what());
  const stay = [...before.sections.keys()].filter((section) => !isGone(section));
  assertEquals([...after.sections.keys()].filter((section) => !isAdded(section)), stay, what());

  const now = after.sections.get(target);
  const was = before.sections.get(target);
  if (made.kind === "add") {
    const { name, template: isTemplate, inherits } = made;
    const names = inherits.map((base) => before.sections.get(base)?.name ?? "");
    const bases = names.map((name) => firstNamed(name, before));
    assertEquals([now?.name, now?.isTemplate], [name, isTemplate], what());
    assertEquals(now?.inherits.map(foldCase), names.map(foldCase), what());
    if (!bases.includes(undefined) && !before.hasSectionAddition && before.files.size === 1) {
      const settings = bases.flatMap((base) => [...base?.settings ?? []]);
      assertEquals(pairs(now?.settings ?? []), pairs(settings), what());
    }
    if (made.before !== undefined && made.before.isTemplate === isTemplate) {
      const order = [...after.sections.keys()];
      assertEquals(order.indexOf(target) + 1, order.indexOf(made.before), what());
    }
  } else if (made.kind !== "remove" && now !== undefined && was !== undefined) {
    checkTarget(made, { was, now, additions: before.additions }, what);
  }
  for (const section of stay) {
    if (section !== target) checkOther(section, { made, before, after }, what);
  }
}

/** What is not the target stays what it is, but for what it has from it. */
function checkOther(
  section: ConfigSection,
  { made, before, after }: { made: MadeEdit; before: Snapshot; after: Snapshot },
  what: () => string,
): void {
  const was = before.sections.get(section);
  const now = after.sections.get(section);
  if (was === undefined || now === undefined) throw new Error(`Unreachable: section is gone: ${what()}`);
  assertEquals([now.name, now.isTemplate], [was.name, was.isTemplate], what());
  const names = was.inherits.map(foldCase);
  const old = before.sections.get(made.target)?.name ?? "";
  const isUser = names.includes(foldCase(old)) && made.kind !== "add";
  if (isUser && (made.kind === "rename" || made.kind === "remove") && made.users === "fix") {
    // Of several sections of one name only the first is inherited from.
    const fixed = names.flatMap((name) => {
      return name !== foldCase(old) ? [name] : made.kind === "rename" ? [foldCase(made.to)] : [];
    });
    const found = now.inherits.map(foldCase).join("\n");
    assert([fixed, names].some((expected) => expected.join("\n") === found), what());
    assertEquals(pairs(now.settings), pairs(was.settings), what());
    return;
  }
  const isRenamed = made.kind === "rename" && foldCase(made.to) === foldCase(old);
  const inherits = (list: readonly string[]) => isRenamed ? list.map(foldCase) : list;
  assertEquals(inherits(now.inherits), inherits(was.inherits), what());
  const isOwn = ({ inherited, name }: SettingState) => !inherited && !before.additions.has(foldCase(name));
  assertEquals(now.settings.filter(isOwn), was.settings.filter(isOwn), what());
  if (!inheritsFrom(section, old, before)) assertEquals(now.settings, was.settings, what());
  else if (!after.hasSectionAddition && !before.hasSectionAddition && before.files.size === 1) {
    const isPlain = ({ name }: SettingState) => !before.additions.has(foldCase(name));
    const bases = now.inherits.map((name) => firstNamed(name, after));
    // A name may be that of a section and of a template, and which of them comes first is not told here.
    if (bases.some((base) => base === undefined)) return;
    const inherited = bases.flatMap((base) => [...base?.settings ?? []]).filter(isPlain);
    const found = now.settings.filter((setting) => setting.inherited).filter(isPlain);
    assertEquals(pairs(found), pairs(inherited), what());
  }
}

function firstNamed(name: string, { sections }: Snapshot): SectionState | undefined {
  const found = [...sections.values()].filter((section) => foldCase(section.name) === foldCase(name));
  return new Set(found.map(({ isTemplate }) => isTemplate)).size === 1 ? found[0] : undefined;
}

function inheritsFrom(section: ConfigSection, name: string, { sections }: Snapshot): boolean {
  const seen = new Set<string>();
  const add = (names: readonly string[]) => {
    for (const base of names.map(foldCase)) {
      if (seen.has(base)) continue;
      seen.add(base);
      for (const other of sections.values()) if (foldCase(other.name) === base) add(other.inherits);
    }
  };
  add(sections.get(section)?.inherits ?? []);
  return seen.has(foldCase(name));
}

function checkTarget(
  made: Exclude<MadeEdit, { kind: "add" | "remove" }>,
  { was, now, additions }: { was: SectionState; now: SectionState; additions: ReadonlySet<string> },
  what: () => string,
): void {
  const { settings: old } = was;
  const isPlain = ({ name }: { name: string }) => !additions.has(foldCase(name));
  const expect = (settings: readonly ExpectedSetting[], name = was.name) => {
    const [found, expected] = [now.settings.filter(isPlain), settings.filter(isPlain)];
    assertEquals({ ...now, settings: pairs(found) }, { ...was, name, settings: pairs(expected) }, what());
    for (const [index, { isObject, inherited }] of expected.entries()) {
      assertEquals(found[index]?.inherited, inherited, what());
      if (isObject !== undefined) assertEquals(found[index]?.isObject, isObject, what());
    }
  };
  const isNamed = ({ name }: SettingState) => "name" in made && foldCase(name) === foldCase(made.name);
  const isMatch = ({ value }: SettingState) => {
    return !("match" in made) || made.match === undefined || foldCase(value) === foldCase(made.match);
  };
  const own = old.filter(({ inherited }) => !inherited);
  switch (made.kind) {
    case "set": {
      const { name, value, operator } = made;
      const changed = own.find((setting) => isNamed(setting) && isMatch(setting));
      const isObject = operator === undefined ? changed?.isObject : operator === "=>";
      const setting = { name: changed?.name ?? name, value, isObject, inherited: false };
      if (changed === undefined) expect([...old, setting]);
      else expect(old.map((other) => other === changed ? setting : other));
      const written = now.settings.filter((setting) => !setting.inherited && isNamed(setting));
      assert(written.some((setting) => setting.value === value), what());
      return;
    }
    case "append":
    case "insert": {
      const { name, value, operator } = made;
      const added = { name, value, isObject: operator && operator === "=>", inherited: false };
      let at = made.kind === "append" ? old.length : made.line;
      // What a header inherits stands together; where the next header begins is not told here.
      const isAdded = (setting: SettingState | undefined) => {
        return setting?.inherited === false && setting.name === name && setting.value === value;
      };
      const isFixed = (setting: SettingState | undefined) => {
        return setting !== undefined && (setting.inherited || !isPlain(setting));
      };
      while (isFixed(old[at]) && !isAdded(now.settings[at])) at++;
      return expect([...old.slice(0, at), added, ...old.slice(at)]);
    }
    case "delete":
      return expect(old.filter((setting) => setting.inherited || !isNamed(setting) || !isMatch(setting)));
    case "empty":
      return expect(old.filter(({ inherited }) => inherited));
    case "rename":
      return expect(old, made.to);
    default:
      throw new Error(`Unreachable: ${made satisfies never}`);
  }
}

/** Lines that are not the edit's business are as they were, to the byte. */
function checkLines(
  made: MadeEdit,
  { before, after }: { before: Snapshot; after: Snapshot },
  what: () => string,
): void {
  const removed: string[] = [];
  const added: string[] = [];
  let files = 0;
  for (const [path, lines] of before.files) {
    const difference = differenceOf(lines, after.files.get(path) ?? []);
    removed.push(...difference.removed);
    added.push(...difference.added);
    if (difference.removed.length + difference.added.length > 0) files++;
  }
  const isRemnant = (line: string) => removed.some((old) => /;--|--;/.test(old) && isPart(line, old));
  switch (made.kind) {
    case "set":
    case "append":
    case "insert": {
      const [line = "", ...rest] = removed.filter((line) => !/\+=/.test(line));
      assert(removed.some((line) => /\+=/.test(line)) || files <= 1, what());
      assert(added.filter((line) => !isRemnant(line)).length <= 1 && rest.length === 0, what());
      if (line !== "" && added[0] !== undefined) checkLine(line, added[0], made.value, what);
      return;
    }
    case "delete":
    case "empty":
      return assert(added.every(isRemnant) && removed.every((line) => line.includes("=")), what());
    case "remove":
      assert(made.users === "fix" || added.every(isRemnant), what());
      return assert(!removed.some((line) => /^\s*#(?:try)?include @/.test(line)), what());
    case "rename":
      return assert(added.length === removed.length && removed.every((line) => line.includes("[")), what());
    case "add":
      assertEquals(removed, [], what());
      return assert(added.filter((line) => line.trim() !== "").length === 1 && files === 1, what());
    default:
      throw new Error(`Unreachable: ${made satisfies never}`);
  }
}

/** Blanks, name and comment of a setting stay what they are. */
function checkLine(old: string, now: string, value: string, what: () => string): void {
  const [, start = "", end = ""] =
    /^([\t\f\r ]*(?:\\.)?[^=;]*)=>?[\t\f\r ]*[^;\\]*?([\t\f\r ]*(?:;(?!--).*)?)$/s.exec(old) ?? [];
  if (/;--|--;/.test(old)) return;
  assert(now.startsWith(start.replace(/\+$/, "")), what());
  // A blank before the comment may have been for an older value only.
  const isTouched = value === "" || /(?:--|\\) ;/.test(old);
  assert(now.endsWith(isTouched ? end.replace(/^[\t\f\r ]+/, "") : end), what());
}

function pairs(settings: readonly ExpectedSetting[]): string[] {
  return settings.map(({ name, value }) => `${name}=${value}`);
}

/** Lines with one character for each byte; a byte order mark that is no text counts as one of its own. */
function linesOf({ bytes, dropsByteOrderMark }: SyntaxTree): string[] {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text.replace(/^\xef\xbb\xbf/, dropsByteOrderMark ? "$&\n" : "$&").split("\n");
}

/** The lines that only one of two files has, by their longest common subsequence. */
function differenceOf(old: readonly string[], now: readonly string[]): { removed: string[]; added: string[] } {
  // Where a last line without an end is removed, the one before it keeps its own.
  const b = old.at(-1) !== "" && now.at(-1) === "" ? now.slice(0, -1) : now;
  // A line that is added after a last one without an end gives it one, which may be of two bytes.
  const isSame = (i: number, j: number) => {
    const [left, right] = [old[i], b[j]];
    return left === right || (i === old.length - 1 && right === `${left}\r`) ||
      (j === b.length - 1 && left === `${right}\r`);
  };
  let start = 0;
  while (start < old.length && start < b.length && old[start] === b[start]) start++;
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= start; i--) {
    const row = lengths[i] ?? [];
    for (let j = b.length - 1; j >= start; j--) {
      row[j] = isSame(i, j) ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const removed: string[] = [];
  const added: string[] = [];
  for (let i = start, j = start; i < old.length || j < b.length;) {
    if (i < old.length && j < b.length && isSame(i, j)) [i, j] = [i + 1, j + 1];
    else if (j === b.length || (i < old.length && length(i + 1, j) >= length(i, j + 1))) removed.push(old[i++] ?? "");
    else added.push(b[j++] ?? "");
  }
  return { removed, added };
}

/** Whether all characters of a text stand in another one in that order. */
function isPart(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
}
