import type { CallOptions } from "../../_internal/call_options.ts";
import { models } from "../generated/models.ts";
import { operations } from "../generated/operations.ts";
import type { Api } from "./api.ts";
import type { ApiDocsHost } from "./api_docs.ts";
import { type ApiDifference, compareApi } from "./compare_api.ts";
import { ExtraOperations } from "./extra_operations.ts";
import { parseSwagger } from "./parse_swagger.ts";
import { type ApiDocsSource, readApiDocs } from "./read_api_docs.ts";

/** What a server documents, beside the table that this library is generated from. */
export interface Documented {
  /** How it differs from the table. */
  readonly differences: readonly ApiDifference[];
  /** What only the server knows. */
  readonly extra: ExtraOperations;
}

/** Reads a server's documentation and holds it against the table; rejects as `ApiDocs.read` does. */
export async function readDocumented(
  source: ApiDocsSource,
  { host, options }: { host: ApiDocsHost; options: CallOptions },
): Promise<Documented> {
  const own: Api = { operations: Object.values(operations), models: Object.values(models) };
  const files = await readApiDocs(source, (path) => host.get(path, options));
  const other = parseSwagger(files, { lenient: true });
  const differences = compareApi(own, other);
  return { differences, extra: new ExtraOperations(own, other, { differences, host }) };
}
