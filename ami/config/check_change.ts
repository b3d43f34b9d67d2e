import type { AmiConfigChange } from "./config_change.ts";

/** Asterisk cuts the names of sections to so many bytes. */
const maxSectionNameBytes = 79;
const encoder = new TextEncoder();

/**
 * Refuses, with `TypeError` or `RangeError`, what Asterisk would write so that something else is read: its writer escapes the `;` of values,
 * and nothing besides.
 */
export function checkChange(change: AmiConfigChange, index: number): void {
  const refuse = (what: string, text: string, why: string): never => {
    throw new TypeError(`Cannot send change ${index}, ${change.verb}, with ${what} ${JSON.stringify(text)}: ${why}`);
  };
  const problem = problemOf(change);
  if (problem !== undefined) refuse(...problem);
  const name = change.verb === "NewCat" ? change.section : change.verb === "RenameCat" ? change.to : "";
  const bytes = encoder.encode(name).length;
  if (bytes > maxSectionNameBytes) {
    throw new RangeError(
      `Cannot send change ${index}, ${change.verb}, with a section's name of ${bytes} bytes: Asterisk reads ${maxSectionNameBytes}`,
    );
  }
}

type Problem = [what: string, text: string, why: string] | undefined;

function problemOf(change: AmiConfigChange): Problem {
  if (change.section === "") return ["section", "", "Asterisk needs a name"];
  const filter = "filter" in change ? change.filter : undefined;
  if (filter?.includes('"')) return ["filter", filter, "Asterisk has quotes around it"];
  switch (change.verb) {
    case "NewCat":
      return sectionProblem(change.section) ?? change.inherits?.map(baseProblem).find((problem) => problem) ??
        emptyProblem("before", change.before);
    case "RenameCat":
      return sectionProblem(change.to) ?? objectProblem("new name", change.to);
    case "DelCat":
    case "EmptyCat":
      return undefined;
    case "Update":
      return nameProblem(change.name) ?? valueProblem(change) ?? emptyProblem("match", change.match);
    case "Append":
      return nameProblem(change.name) ?? valueProblem(change);
    case "Insert":
      return nameProblem(change.name) ?? valueProblem({ value: change.value }) ?? lineProblem(change.line) ??
        // Also of a change of config/, which knows it.
        ("object" in change && change.object
          ? ["object", "true", `Asterisk inserts "=" settings only, append it instead`]
          : undefined);
    case "Delete":
      if (change.line !== undefined) return lineProblem(change.line);
      if (change.name === undefined || change.name === "") return ["name", "", "it needs a name or a line"];
      return emptyProblem("match", change.match);
    default:
      throw new Error(`Unreachable: ${change satisfies never}`);
  }
}

function sectionProblem(name: string): Problem {
  const at = /[\];]/.exec(name);
  if (name === "") return ["new name", "", "Asterisk needs one"];
  return at === null ? undefined : ["section", name, `"${at[0]}" would end it in the file`];
}

function baseProblem(name: string): Problem {
  if (name === "" || name !== trimBlanks(name)) return ["template", name, "Asterisk takes blanks off"];
  const at = /[(),;'"\\\]]/.exec(name);
  if (at !== null) return ["template", name, `"${at[0]}" would be read as something else`];
  return /^[!+]/.test(name) ? ["template", name, "it would be an option of the header in the file"] : undefined;
}

function nameProblem(name: string): Problem {
  if (name === "") return ["name", "", "Asterisk needs one"];
  if (name !== trimBlanks(name)) return ["name", name, "Asterisk takes blanks off"];
  const at = /[=;]|^[[#\\]/.exec(name);
  return at === null
    ? undefined
    : ["name", name, `"${at[0]}" would be read as something else, as Asterisk escapes none`];
}

function valueProblem({ value, object = false }: { value: string; object?: boolean }): Problem {
  if (value !== trimBlanks(value)) return ["value", value, "Asterisk takes blanks off"];
  return object ? undefined : objectProblem("value", value);
}

function objectProblem(what: string, text: string): Problem {
  return text.startsWith(">") ? [what, text, `Asterisk takes ">" at its start for "=>"`] : undefined;
}

function emptyProblem(what: string, text: string | undefined): Problem {
  return text === "" ? [what, "", "for Asterisk it is the same as none"] : undefined;
}

function lineProblem(line: number): Problem {
  return Number.isInteger(line) && line >= 0 && line < 2 ** 31
    ? undefined
    : ["line", String(line), "it must be a whole number from 0"];
}

/** Takes off Asterisk's blanks, the characters up to the space. */
function trimBlanks(text: string): string {
  // deno-lint-ignore no-control-regex -- These are blanks to Asterisk.
  return text.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "");
}
