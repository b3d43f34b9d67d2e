import type { ApplicationCall } from "./application_call.ts";
import type { Piece } from "./extension_line.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** Where a call may go on, as it is written. */
export interface JumpTarget {
  /** The context; `undefined` for that of the call. */
  readonly context: Piece | undefined;
  /** The extension; `undefined` for that of the call. */
  readonly extension: Piece | undefined;
  /** The priority or the label, without the arguments that `Gosub` has behind it. */
  readonly priority: Piece;
}

/** The places that `Goto`, `Gosub` and their like lead to. */
export function jumpTargets({ key, data }: ApplicationCall): JumpTarget[] {
  if (data === undefined) return [];
  return branchesOf(key, data).flatMap((branch) => toTarget(branch) ?? []);
}

function branchesOf(application: string, data: Piece): Piece[] {
  switch (application) {
    case "goto":
    case "gosub":
      return [data];
    case "gotoif":
    case "gosubif":
    case "gotoiftime": {
      const [, branches] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
      return branches === undefined
        ? []
        : splitWrittenArguments(branches.text, { from: branches.from, separator: ":" });
    }
    default:
      return [];
  }
}

function toTarget({ text, from }: Piece): JumpTarget | undefined {
  const pieces = splitWrittenArguments(text, { from, limit: 4 }).map(trimmed);
  const last = pieces.length > 3 ? pieces[2] : pieces.at(-1);
  if (last === undefined || (pieces.length === 1 && last.text === "")) return undefined;
  const [extension, context] = pieces.length >= 3
    ? [pieces[1], pieces[0]]
    : [pieces.length === 2 ? pieces[0] : undefined];
  return { context, extension, priority: withoutArguments(last) };
}

/** `Gosub` gives arguments in parentheses behind the priority. */
function withoutArguments(priority: Piece): Piece {
  const open = priority.text.indexOf("(");
  if (open < 0) return priority;
  return { text: priority.text.slice(0, open), from: priority.from, to: priority.from + open };
}

function trimmed({ text, from }: Piece): Piece {
  const start = from + text.length - text.trimStart().length;
  return { text: text.trim(), from: start, to: start + text.trim().length };
}
