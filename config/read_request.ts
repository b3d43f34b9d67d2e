import type { FolderRequest } from "./glob.ts";

/** Asks for a file. */
export interface FileRequest {
  readonly kind: "file";
  readonly path: string;
  bytes?: Uint8Array | undefined;
  /** Why it may not be read. */
  refusal?: string;
}

/** Asks for the output of an `#exec`. */
export interface ExecRequest {
  readonly kind: "exec";
  readonly command: string;
  result?: { output: Uint8Array; errors: string } | undefined;
}

/** What an {@linkcode Evaluation} asks for; whoever runs it answers by writing into the request. */
export type ReadRequest = FileRequest | FolderRequest | ExecRequest;
