import type { ReaderCode } from "./reader_code.ts";

/** A limit was reached; nothing more is read. */
export class LimitReached extends Error {
  readonly code: ReaderCode;

  constructor(code: ReaderCode, message: string) {
    super(message);
    this.code = code;
  }
}
