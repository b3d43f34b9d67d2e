import type { CallOptions } from "../../_internal/call_options.ts";
import type { ApiDifference } from "./compare_api.ts";
import type { ExtraHost, ExtraOperations, ExtraRepository } from "./extra_operations.ts";
import type { ApiDocsSource } from "./read_api_docs.ts";

/** What {@linkcode ServerApiDocs} works through. */
export interface ApiDocsHost extends ExtraHost {
  /** Gets a document of the server's. */
  get(path: string, options: CallOptions): Promise<unknown>;
}

/**
 * What a server says of its interface itself, beside the table that this library is generated from: `ari.apiDocs`.
 *
 * It is for an Asterisk of another release, or with modules of one's own. What the library knows stays as it is, typed and in
 * the repositories; what only the server knows is here, untyped, behind a door of its own: {@linkcode ApiDocs.extra}.
 *
 * @example What a server has besides, and has not got
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({ version: "20.9.0" });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, apiDocs: "server" });
 * for (const { change, subject, name } of ari.apiDocs.differences) console.log(change, subject, name);
 * // missing operation channels.transfer_progress …
 * ```
 */
export interface ApiDocs {
  /** How what was read differs from the table; throws `TypeError` when nothing was read. */
  readonly differences: readonly ApiDifference[];

  /**
   * Reads the documentation, in place of what was read before, and resolves with how it differs from the table.
   *
   * `connect()` does this with its option `apiDocs`. From `"server"`, the default, it is downloaded from the client's own
   * Asterisk, with the client's user, wherever the documentation says that it lies. Throws `TypeError` for no source,
   * `SyntaxError` with the place for what is no Swagger, and rejects as operations do when the server does not answer; then
   * all stays as it was.
   */
  read(source?: ApiDocsSource, options?: CallOptions): Promise<readonly ApiDifference[]>;

  /**
   * The operations of a resource that the table does not have, or has with other parameters, as methods:
   * `await ari.apiDocs.extra("channels").newOperation({ channelId })`.
   *
   * They take and answer what the server documents: objects where it is a model that this library knows, plain data
   * otherwise. Throws `TypeError` when the resource has none, and for a name that is none, also for one that a repository has.
   */
  extra<Nickname extends string = string>(resource: string): ExtraRepository<Nickname>;
}

/** What a client's {@linkcode ApiDocs} is. */
export class ServerApiDocs implements ApiDocs {
  readonly #host: ApiDocsHost;
  #differences: readonly ApiDifference[] | undefined;
  #extra: ExtraOperations | undefined;

  constructor(host: ApiDocsHost) {
    this.#host = host;
  }

  async read(source: ApiDocsSource = "server", options: CallOptions = {}): Promise<readonly ApiDifference[]> {
    // Few clients read them, and all of them start: nothing of it is loaded before.
    const { readDocumented } = await import("./read_documented.ts");
    const { differences, extra } = await readDocumented(source, { host: this.#host, options });
    this.#extra = extra;
    return this.#differences = differences;
  }

  get differences(): readonly ApiDifference[] {
    return this.#differences ?? refuse("differences");
  }

  extra<Nickname extends string = string>(resource: string): ExtraRepository<Nickname> {
    return (this.#extra ?? refuse("extra operations")).of(resource);
  }
}

function refuse(what: string): never {
  throw new TypeError(
    `Cannot tell ${what}: no API docs were read, connect with apiDocs: "server" or call apiDocs.read()`,
  );
}
