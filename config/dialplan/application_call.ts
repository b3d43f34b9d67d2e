import type { ExtensionLine, Piece } from "./extension_line.ts";
import { findReferences, type Reference } from "./references.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** What an {@linkcode ApplicationCall} is made of. */
export type ApplicationCallParts = Pick<ApplicationCall, "line" | "name" | "data" | "within">;

/**
 * An application that a line runs, by itself or through another one, as `ExecIf`. Who looks at it in several ways finds its parts
 * once.
 */
export class ApplicationCall {
  /** The line. */
  readonly line: ExtensionLine;
  /** The name as written, with the blanks behind it. */
  readonly name: Piece;
  /** The arguments, when it has parentheses. */
  readonly data: Piece | undefined;
  /** The application that runs it. */
  readonly within: string | undefined;
  #key: string | undefined;
  #written: readonly Piece[] | undefined;
  #references: readonly Reference[] | undefined;

  /** Takes its parts. */
  constructor({ line, name, data, within }: ApplicationCallParts) {
    this.line = line;
    this.name = name;
    this.data = data;
    this.within = within;
  }

  /** Its name without blanks, in small letters. */
  get key(): string {
    return this.#key ??= this.name.text.trim().toLowerCase();
  }

  /** Its arguments as they are written, split at commas. */
  get written(): readonly Piece[] {
    const { data } = this;
    return this.#written ??= data === undefined ? [] : splitWrittenArguments(data.text, { from: data.from });
  }

  /** What is substituted in its arguments: the outermost, in order. */
  get references(): readonly Reference[] {
    const { data } = this;
    return this.#references ??= data === undefined ? [] : findReferences(data.text, { from: data.from });
  }
}

/** The application of a line and those in its arguments. A hint has none, nor has a line without a name. */
export function applicationCalls(line: ExtensionLine): ApplicationCall[] {
  if (line.priority.base.kind === "hint" || line.application.application === "") return [];
  const { application, data, start, dataStart, hasParentheses } = line.application;
  const from = line.parts.application.from;
  const call = new ApplicationCall({
    line,
    name: { text: application, from: from + start, to: from + start + application.length },
    data: hasParentheses ? { text: data, from: from + dataStart, to: from + dataStart + data.length } : undefined,
    within: undefined,
  });
  return running.has(application.toLowerCase()) ? [call, ...innerCalls(call)] : [call];
}

/** The applications that run others. */
const running: ReadonlySet<string> = new Set(["exec", "tryexec", "execif", "execiftime"]);

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
  return new ApplicationCall({
    line,
    within,
    name: { text: name, from: piece.from + blanks, to: piece.from + nameEnd },
    data: open < 0
      ? undefined
      : { text: piece.text.slice(open + 1, dataEnd), from: piece.from + open + 1, to: piece.from + dataEnd },
  });
}
