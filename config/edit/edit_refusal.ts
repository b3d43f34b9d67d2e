import type { ConfigSource, IncludePlace } from "../section_record.ts";

/** Why a file must not be edited, where there is a reason: no change of it could be made in one place only, or would last. */
export function editRefusal(source: ConfigSource, main: ConfigSource): string | undefined {
  const { includedAt = [] } = source;
  const [place] = includedAt;
  if (place === undefined) return undefined;
  if (source.tree === main.tree) {
    return `it includes itself (${describe(includedAt)}), so that a change would be made in each of its readings`;
  }
  const directive = directiveAt(place);
  if (directive?.word.text.toLowerCase() === "exec") {
    const command = directive.argument?.text ?? "";
    return `it is what the command "${command}" writes (${describe([place])}), and Asterisk runs that again each time`;
  }
  if (includedAt.length === 1) return undefined;
  return `it is included more than once (${
    describe(includedAt)
  }), so that a change would be made in each of those places`;
}

function describe(places: readonly IncludePlace[]): string {
  const shown = places.slice(0, 3).map(({ source, line }) => `line ${line} of "${source.path}"`);
  return `${shown.join(", ")}${places.length > shown.length ? ", …" : ""}`;
}

function directiveAt({ source, line }: IncludePlace) {
  const found = source.tree.line(line);
  return found.kind === "directive" ? found : undefined;
}
