import { MadeObjects } from "../../ari/made_objects.ts";
import type { ObjectHost } from "../../ari/objects.ts";

const nothing: Disposable = { [Symbol.dispose]: () => {} };

/** What a host has besides what a test is about: it hears of nothing. */
export const restOfHost: Pick<ObjectHost, "off" | "stream" | "made" | "onClose"> = {
  off: () => {},
  stream: () => ({}),
  made: new MadeObjects(() => nothing),
  onClose: () => nothing,
};
