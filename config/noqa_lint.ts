import type { ConfigFile } from "./config_file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { checkSeverities, diagnosticCodes } from "./diagnostic_code.ts";
import { parseNoqa } from "./noqa.ts";
import { nearestName } from "./schema/nearest_name.ts";
import type { ConfigSource } from "./section_record.ts";
import { encodeText } from "./source_text.ts";

/** Looks at the codes that comments spare their lines: one that does not exist spares nothing, and nobody would notice. */
export function lintNoqa({ files }: ConfigFile): Diagnostic[] {
  const known = new Set(diagnosticCodes);
  return files.flatMap(({ path, tree }) => {
    const found: Diagnostic[] = [];
    let last = 0;
    for (const { index } of tree.source.units.matchAll(/noqa/gi)) {
      const { line: number } = tree.position(index);
      if (number === last) continue;
      last = number;
      const { comment, end } = tree.line(number);
      if (comment === undefined || comment > index) continue;
      const text = tree.source.slice(comment, end);
      const codes = parseNoqa(text);
      for (const code of codes === "all" ? [] : codes.filter((one) => !known.has(one))) {
        const at = text.toLowerCase().search(new RegExp(`noqa[^]*?(?<![\\w-])${code}(?![\\w-])`));
        const start = comment + encodeText(text.slice(0, text.toLowerCase().indexOf(code, at + "noqa".length))).length;
        found.push(unknownCode(code, { path, tree, start }));
      }
    }
    return found;
  });
}

function unknownCode(code: string, { path, tree, start }: ConfigSource & { start: number }): Diagnostic {
  const nearest = nearestName(code, diagnosticCodes);
  const end = start + code.length;
  const text = encodeText(nearest ?? "");
  const question = nearest === undefined ? "" : `, perhaps "${nearest}" is meant`;
  return {
    code: "noqa-unknown-code",
    severity: checkSeverities["noqa-unknown-code"],
    message: `No diagnostic has the code "${code}"${question}`,
    file: path,
    start: tree.position(start),
    end: tree.position(end),
    ...(nearest !== undefined && { fix: { title: `Write "${nearest}"`, edits: [{ start, end, text }] } }),
  };
}
