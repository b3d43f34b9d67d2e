/** A scripted manager interface that answers lists, of whatever the test says there is. */
import type { AmiPeer, ReceivedAction } from "./ami_server.ts";

/** What there is: the items of each list, without their ActionIDs, or the words of an error. */
export type Lists = Record<string, readonly (readonly string[])[] | string>;

/** What a user may read, where the test says nothing else. */
const readPermission = "system,call,agent,dialplan,reporting";

/** Answers one action: a list by its items, what a user may read by `permission`, and all else as usual. */
export async function answerList(
  peer: AmiPeer,
  action: ReceivedAction,
  lists: Lists,
  permission: string = readPermission,
): Promise<void> {
  const items = lists[action.name];
  if (action.name === "Command") {
    await peer.answer(
      action,
      "Message: Command output follows",
      "Output: username: admin",
      `Output:  read perm: ${permission}`,
    );
  } else if (action.name === "Logoff") {
    await peer.answer(action, "Response: Goodbye", "Message: Thanks for all the fish.");
    peer.close();
  } else if (items === undefined || typeof items === "string") {
    await peer.answer(action, "Response: Error", `Message: ${items ?? `Invalid/unknown command: ${action.name}.`}`);
  } else {
    await peer.answer(action, "EventList: start", "Message: List will follow");
    for (const [event = "", ...lines] of items) {
      // deno-lint-ignore no-await-in-loop -- items keep their order.
      await peer.message(event, ...lines, `ActionID: ${action.actionId}`);
    }
    await peer.message(
      `Event: ${action.name}Complete`,
      `ActionID: ${action.actionId}`,
      "EventList: Complete",
      `ListItems: ${items.length}`,
    );
  }
}

/** Answers all actions until the client closes; `lists` may change meanwhile. Returns the names of the actions. */
export async function serveLists(peer: AmiPeer, lists: Lists, permission?: string): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    // deno-lint-ignore no-await-in-loop -- one action after the other.
    const action = await peer.next();
    if (action === undefined) return names;
    names.push(action.name);
    // deno-lint-ignore no-await-in-loop -- the same.
    await answerList(peer, action, lists, permission);
  }
}
