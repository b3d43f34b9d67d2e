import type { Fix } from "./diagnostic.ts";
import type { Finding } from "./findings.ts";
import type { TextEdit } from "./text_edit.ts";

/** What would make a finding of the reader go away, where that is certain. Nothing else is read otherwise then. */
export function fixOf({ code, source, start, end }: Finding): Fix | undefined {
  const { units } = source.tree.source;
  const text = units.slice(start, end);
  switch (code) {
    case "no-equals":
    case "no-name":
    case "missing-argument":
      return comment(units, start, end);
    case "unknown-directive":
      return glued(text, start) ?? comment(units, start, end);
    case "unclosed-header":
      return closed(units, end, "]");
    case "unclosed-options":
      return closed(units, end, ")");
    case "bad-escape":
      // What is left may be such a backslash again.
      return fix("Remove the backslash", {
        start,
        end: start + (/^\\(?:\s*\\(?=\s|$))*/.exec(text)?.[0].length ?? 1),
        text: "",
      });
    case "inherits-missing":
      return trimmed(units, { start, end });
    case "addition-to-template":
      return fix('Write "+TEMPLATES=include"', { start, end, text: "+TEMPLATES=include" });
    case "empty-option":
      return withoutOption(units, start, end);
    case "include-missing": {
      const word = /^#include/i.exec(text)?.[0].length;
      return word === undefined
        ? undefined
        : fix('Write "#tryinclude"', { start, end: start + word, text: "#tryinclude" });
    }
    case "header-like-setting":
      return fix("Put a backslash before it", { start: start - 1, end: start - 1, text: "\\" });
    case "addition-with-arrow":
      return fix('Remove the ">"', { start, end, text: "" });
    case "lone-carriage-return":
      return fix("End the line there", { start, end, text: "\n" });
    default:
      return undefined;
  }
}

/** A line with a comment block in it is left alone: behind a ";" the block would no longer begin or end. */
function comment(units: string, start: number, end: number): Fix | undefined {
  const lineEnd = units.indexOf("\n", end);
  const rest = units.slice(start, lineEnd < 0 ? undefined : lineEnd);
  if (rest.includes(";--") || rest.includes("--;")) return undefined;
  const at = units[start - 1] === "\\" ? start - 1 : start;
  return fix("Make it a comment", { start: at, end: at, text: "; " });
}

/** `#include"file"` lacks its blank. */
function glued(text: string, start: number): Fix | undefined {
  const word = /^#(?:try)?include(?=["<])/i.exec(text)?.[0].length;
  if (word === undefined) return undefined;
  return fix("Write a blank", { start: start + word, end: start + word, text: " " });
}

/** The bracket may stand behind a semicolon, which begins a comment; else it goes to the end. */
function closed(units: string, end: number, bracket: string): Fix {
  const rest = /^[ \t]*;(?!--)[^\n]*/.exec(units.slice(end, end + 256))?.[0] ?? "";
  const semicolons = rest.slice(0, rest.indexOf(bracket) + 1).split(";").length - 1;
  if (semicolons === 1) {
    const semicolon = end + rest.indexOf(";");
    return fix("Escape the semicolon", { start: semicolon, end: semicolon, text: "\\" });
  }
  return fix(`Write "${bracket}"`, { start: end, end, text: bracket });
}

/** Options are never trimmed: `(t, u)` asks for " u". */
function trimmed(units: string, { start, end }: { start: number; end: number }): Fix | undefined {
  const option = units.slice(start, end);
  const name = option.trim();
  const isThere = name === "!" || name.startsWith("+") ||
    units.slice(0, start).toLowerCase().includes(`[${name.toLowerCase()}]`);
  if (name === "" || name === option || !isThere) return undefined;
  const first = start + option.indexOf(name);
  return fix(
    "Remove the blanks",
    { start, end: first, text: "" },
    { start: first + name.length, end, text: "" },
  );
}

function withoutOption(units: string, start: number, end: number): Fix {
  if (units[start - 1] === ",") return fix("Remove the comma", { start: start - 1, end, text: "" });
  if (units[end] === ",") return fix("Remove the comma", { start, end: end + 1, text: "" });
  return fix("Remove the parentheses", { start: start - 1, end: end + 1, text: "" });
}

function fix(title: string, ...edits: (Omit<TextEdit, "text"> & { readonly text: string })[]): Fix {
  return { title, edits: edits.map((edit) => ({ ...edit, text: encoder.encode(edit.text) })) };
}

const encoder = new TextEncoder();
