const noMailboxes = "the module res_stasis_mailbox is not built in Debian, so that Asterisk does not know the path";
const refusedHere = "the client refuses what Asterisk would answer so, before sending";

/** Operations that can not succeed in the tests, with the reason. */
export const unsuccessful: Readonly<Record<string, string>> = {
  "mailboxes.list": noMailboxes,
  "mailboxes.get": noMailboxes,
  "mailboxes.update": noMailboxes,
  "mailboxes.delete": noMailboxes,
};

/** Documented errors that the tests do not bring about, as `operation status`, with the reason. */
export const unproduced: Readonly<Record<string, string>> = {
  "applications.filter 400": refusedHere,
  "bridges.setBridgeVar 400": refusedHere,
  "bridges.setBridgeVars 400": refusedHere,
  "channels.setChannelVars 400": refusedHere,
  "endpoints.sendMessageToEndpoint 400": refusedHere,
  "endpoints.referToEndpoint 400": refusedHere,
  "bridges.getBridgeVars 409": "a bridge of the dialplan's own is answered with 404",
  "bridges.setBridgeVars 409": "a bridge of the dialplan's own is answered with 404",
  "asterisk.updateObject 403": "an object of a type that only files have fails its validation first, with 400",
  "channels.getChannelVar 409": "variables are read of any channel, in an application or not",
  "channels.getChannelVars 409": "variables are read of any channel, in an application or not",
  "channels.externalMedia 409": "an id that is taken is answered with 500, and nothing else conflicts",
  "channels.transfer_progress 412": "no state of a channel is refused",
  "endpoints.get 400": "nothing that a path can hold is refused with it",
  "events.claimChannel 409": "two claims would have to come within the same moment; the later one is answered 404",
  "events.claimChannel 501": "it needs an Asterisk without res_stasis_broadcast",
  "recordings.getStoredFile 403": "it needs a recording that Asterisk may not read",
};
