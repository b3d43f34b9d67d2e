/** What every operation takes besides its parameters. */
export interface CallOptions {
  /** Gives up waiting; the promise then rejects with the signal's reason. Asterisk may have done the work all the same. */
  signal?: AbortSignal;
}
