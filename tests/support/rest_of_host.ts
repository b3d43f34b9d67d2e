import { MadeObjects } from "../../ari/made_objects.ts";
import type { ObjectHost } from "../../ari/objects.ts";

const nothing: Disposable = { [Symbol.dispose]: () => {} };

/** What a host has besides what a test is about: it hears of nothing. */
export const restOfHost: Pick<ObjectHost, "newId" | "onReturn" | "off" | "stream" | "made" | "onClose"> = {
  newId: (kind) => `${kind}-1`,
  onReturn: () => nothing,
  off: () => {},
  stream: () => ({}),
  made: new MadeObjects(() => nothing),
  onClose: () => nothing,
};
