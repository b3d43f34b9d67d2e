/** One row of a table in a page of `docs/`. */
export interface DocumentedRow {
  /** What is in the first column, without its back-quotes. */
  readonly old: string;
  /** What is in the other columns, without back-quotes around the whole of one. */
  readonly cells: readonly string[];
}

/** The rows of the table below a heading of a page in `docs/`. */
export async function readTable(page: string, heading: string): Promise<DocumentedRow[]> {
  const text = await Deno.readTextFile(new URL(`../../docs/${page}`, import.meta.url));
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new TypeError(`Cannot find "## ${heading}" in docs/${page}`);
  const section = text.slice(start + 1).split(/\n(?=## )/)[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|")).slice(2);
  return lines.map((line) => {
    const [old = "", ...cells] = line.slice(1, -1).split(/(?<!\\)\|/).map(cellText);
    return { old, cells };
  });
}

function cellText(cell: string): string {
  const text = cell.trim().replaceAll("\\|", "|");
  return /^`[^`]*`$/.test(text) ? text.slice(1, -1) : text;
}

/** Runs JavaScript as a page has it, an expression or statements, with these names; resolves with the expression's value. */
export async function runCode(code: string, names: Readonly<Record<string, unknown>>): Promise<unknown> {
  return await compile(code, Object.keys(names))(...Object.values(names));
}

function compile(code: string, names: readonly string[]): (...values: unknown[]) => Promise<unknown> {
  const AsyncFunction = async function () {}.constructor;
  const body = /;|^(?:const|for) /.test(code) ? `{ ${code} }` : `return (${code});`;
  // The one cast: the constructor of async functions makes async functions.
  return Reflect.construct(AsyncFunction, [...names, body]) as (...values: unknown[]) => Promise<unknown>;
}
