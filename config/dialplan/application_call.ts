import type { ExtensionLine, Piece } from "./extension_line.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** An application that a line runs, by itself or through another one, as `ExecIf`. */
export interface ApplicationCall {
  /** The line. */
  readonly line: ExtensionLine;
  /** The name as written, with the blanks behind it. */
  readonly name: Piece;
  /** The arguments, when it has parentheses. */
  readonly data: Piece | undefined;
  /** The application that runs it. */
  readonly within: string | undefined;
}

/** The application of a line and those in its arguments. A hint has none, nor has a line without a name. */
export function applicationCalls(line: ExtensionLine): ApplicationCall[] {
  if (line.priority.base.kind === "hint" || line.application.application === "") return [];
  const { application, data, start, dataStart, hasParentheses } = line.application;
  const from = line.parts.application.from;
  const call: ApplicationCall = {
    line,
    name: { text: application, from: from + start, to: from + start + application.length },
    data: hasParentheses ? { text: data, from: from + dataStart, to: from + dataStart + data.length } : undefined,
    within: undefined,
  };
  return [call, ...innerCalls(call)];
}

function innerCalls(call: ApplicationCall): ApplicationCall[] {
  const pieces = call.data === undefined ? [] : innerPieces(call.name.text.toLowerCase(), call.data);
  return pieces.flatMap((piece) => {
    const inner = toCall(piece, call);
    return inner === undefined ? [] : [inner, ...innerCalls(inner)];
  });
}

function innerPieces(application: string, data: Piece): Piece[] {
  switch (application) {
    case "exec":
    case "tryexec":
      return [data];
    case "execif": {
      const [, branches] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
      return branches === undefined
        ? []
        : splitWrittenArguments(branches.text, { from: branches.from, separator: ":" });
    }
    case "execiftime": {
      const [, branch] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
      return branch === undefined ? [] : [branch];
    }
    default:
      return [];
  }
}

/** An application in arguments, unless its name is only known when the call is there. */
function toCall(piece: Piece, { line, name: { text: within } }: ApplicationCall): ApplicationCall | undefined {
  const blanks = /^\s*/.exec(piece.text)?.[0].length ?? 0;
  const open = piece.text.indexOf("(");
  const nameEnd = open < 0 ? piece.text.trimEnd().length : open;
  const name = piece.text.slice(blanks, nameEnd);
  if (name === "" || name.includes("$")) return undefined;
  const close = piece.text.lastIndexOf(")");
  const dataEnd = close > open ? close : piece.text.length;
  return {
    line,
    within,
    name: { text: name, from: piece.from + blanks, to: piece.from + nameEnd },
    data: open < 0
      ? undefined
      : { text: piece.text.slice(open + 1, dataEnd), from: piece.from + open + 1, to: piece.from + dataEnd },
  };
}
