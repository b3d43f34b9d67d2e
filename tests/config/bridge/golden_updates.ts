/** What a real Asterisk was recorded to answer to UpdateConfig, and to leave. */
import { encodeText } from "../../../config/source_text.ts";

/** A section as GetConfig has it. */
export interface GoldenCategory {
  readonly name: string;
  readonly variables: string[];
  readonly templates?: string[];
  readonly isTemplate?: boolean;
}

/** One recorded request. */
export interface GoldenUpdate {
  readonly name: string;
  readonly request: [string, string][];
  readonly response: "Success" | "Error";
  readonly message?: string;
  readonly before: GoldenFiles;
  /** Nothing where Asterisk answers an error. Dates are `<DATE>`. */
  readonly after: GoldenFiles;
  readonly getConfigAfter?: {
    readonly response: string;
    readonly message?: string;
    readonly categories?: GoldenCategory[];
  };
}

type GoldenFiles = Readonly<Record<string, { readonly text?: string; readonly base64?: string }>>;

const folder = new URL("../../golden/config-update/", import.meta.url);

/** Reads all of them, in order. */
export function readGoldenUpdates(): GoldenUpdate[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /^\d.*\.json$/.test(name));
  return names.toSorted().map((name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))));
}

/** The bytes of recorded files. */
export function goldenFiles(files: GoldenFiles): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([path, { text = "", base64 }]) => {
      return [path, base64 === undefined ? encodeText(text) : Uint8Array.fromBase64(base64)];
    }),
  );
}
