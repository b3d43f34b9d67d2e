import type { CallOptions } from "../_internal/call_options.ts";
import { EventStream } from "../_internal/event_stream.ts";
import type { ActionFields } from "./encode.ts";
import { ListAnswer } from "./list_answer.ts";
import type { AmiMessage } from "./message.ts";
import type { Session } from "./session.ts";

/** How a list is read. */
export interface ListOptions extends CallOptions {
  /** How many items may wait to be read; one more ends the list with a `StreamOverflowError`. @default {100_000} */
  capacity?: number;
}

/** Items of a list as they come; it returns what ended the list, which may have figures of its own. */
export type AmiList<Item, Completion = AmiMessage> = AsyncGenerator<Item, Completion, undefined>;

/** Sends an action and gives its items; who stops early lets the rest pass by unread. */
export async function* readList(
  openSession: () => Session,
  action: string,
  fields: ActionFields,
  options: ListOptions,
): AmiList<AmiMessage> {
  const { signal, capacity = 100_000 } = options;
  signal?.throwIfAborted();
  const items = new EventStream<AmiMessage>({ name: action, capacity });
  let completion: AmiMessage | undefined;
  const answer = new ListAnswer(action, {
    item: (message) => items.push(message.detach()),
    end(message) {
      completion = message.detach();
      items.end();
    },
    fail: (error) => items.fail(error),
  });
  openSession().send(action, fields, answer);
  const abort = () => items.fail(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    yield* items;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  // The stream ends without an error only by `end()` above.
  if (completion === undefined) throw new TypeError(`Cannot read the list of ${action} twice`);
  return completion;
}
