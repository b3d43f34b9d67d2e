import type { AmiConfigChange } from "./config_change.ts";
import type { ServerSection } from "./get_config.ts";

/**
 * Refuses changes of which Asterisk would lose one: it does not notice that an insertion is the last setting of its section now, and what is
 * appended afterwards takes its place (config.c, `ast_variable_insert`).
 */
export function refuseLostInsertions(changes: readonly AmiConfigChange[]): void {
  const inserted = new Set<string>();
  for (const [index, change] of changes.entries()) {
    const section = lowerCase(change.section);
    if (change.verb === "Insert") inserted.add(section);
    else if (change.verb === "RenameCat" && inserted.has(section)) inserted.add(lowerCase(change.to));
    else if (change.verb === "Append" && inserted.has(section)) {
      throw new TypeError(
        `Cannot send change ${index}, Append to "${change.section}", behind an Insert into it: Asterisk may lose what was inserted, append first`,
      );
    }
  }
}

/** Whether it depends on the file if Asterisk survives these changes. */
export function mayCrash(changes: readonly AmiConfigChange[]): boolean {
  return changes.some((change) =>
    change.verb === "Insert" ? change.line > 0 : change.verb === "NewCat" && (change.inherits?.length ?? 0) > 1
  );
}

/**
 * Refuses changes at which Asterisk would crash: an insertion behind settings that are not there, and a missing template with others behind
 * it. Where it can't be known, as deletions by name come first, it is refused as well.
 *
 * @param sections What Asterisk reads in the file now, templates included.
 */
export function refuseCrashes(sections: readonly ServerSection[], changes: readonly AmiConfigChange[]): void {
  /** How many settings there are in each section of a name at least. */
  const least = new Map<string, number>();
  const templates = new Set<string>();
  const lower = (name: string, count: number) => least.set(name, Math.min(least.get(name) ?? count, count));
  for (const { name, isTemplate, settings } of sections) {
    lower(lowerCase(name), settings.length);
    if (isTemplate) templates.add(lowerCase(name));
  }
  for (const [index, change] of changes.entries()) {
    const section = lowerCase(change.section);
    const count = least.get(section);
    const refuse = (why: string) => {
      throw new TypeError(
        `Cannot send change ${index}, ${change.verb} of "${change.section}": ${why}, and Asterisk would crash`,
      );
    };
    switch (change.verb) {
      case "NewCat": {
        const missing = (change.inherits ?? []).slice(0, -1).find((name) => !templates.has(lowerCase(name)));
        if (missing !== undefined) refuse(`there is no template "${missing}"`);
        lower(section, 0);
        if (change.template) templates.add(section);
        break;
      }
      case "RenameCat":
        if (count !== undefined) lower(lowerCase(change.to), count);
        templates.delete(section);
        break;
      case "DelCat":
        templates.delete(section);
        break;
      case "EmptyCat":
        lower(section, 0);
        break;
      case "Delete":
        if (count !== undefined) lower(section, change.line === undefined ? 0 : Math.max(0, count - 1));
        break;
      case "Insert":
        if (count !== undefined && change.line > 0 && count < Math.min(change.line, 2)) {
          refuse(`it may have ${count} settings then, and ${change.line} are to come before the new one`);
        }
        if (count !== undefined && change.filter === undefined) least.set(section, count + 1);
        break;
      case "Append":
        if (count !== undefined && change.filter === undefined) least.set(section, count + 1);
        break;
      case "Update":
        break;
      default:
        throw new Error(`Unreachable: ${change satisfies never}`);
    }
  }
}

function lowerCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
