import type * as wire from "../../../ari/generated/wire.ts";
import type { Mailbox, Mailboxes } from "../../core/mailboxes.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `mailboxes`, which most Asterisks are built without. */
export const mailboxOperations: OperationHandlers = {
  "mailboxes.list": (call) => jsonResponse(200, mailboxesOf(call).list().map(toMailbox)),
  "mailboxes.get": get,
  "mailboxes.update": update,
  "mailboxes.delete": remove,
};

function get(call: OperationCall): Response {
  const mailbox = mailboxesOf(call).get(call.parameters.path("mailboxName"));
  if (mailbox === undefined) throw new Refusal(404, "Mailbox is does not exist"); // Asterisk's own words.
  return jsonResponse(200, toMailbox(mailbox));
}

function update(call: OperationCall): Response {
  const { parameters } = call;
  mailboxesOf(call).set({
    name: parameters.path("mailboxName"),
    oldMessages: parameters.integer("oldMessages") ?? 0,
    newMessages: parameters.integer("newMessages") ?? 0,
  });
  return emptyResponse();
}

function remove(call: OperationCall): Response {
  if (!mailboxesOf(call).delete(call.parameters.path("mailboxName"))) throw new Refusal(404, "Mailbox does not exist");
  return emptyResponse();
}

/** Without the module its paths lead nowhere, although the documentation has them. */
function mailboxesOf({ pbx }: OperationCall): Mailboxes {
  if (pbx.mailboxes === undefined) throw new Refusal(404, "Resource not found");
  return pbx.mailboxes;
}

function toMailbox({ name, oldMessages, newMessages }: Mailbox): wire.Mailbox {
  return { name, old_messages: oldMessages, new_messages: newMessages };
}
