import { splitArguments } from "../../../config/mod.ts";
import { parseCallerId } from "../../core/caller_id.ts";
import type { Channel } from "../../core/channel.ts";
import type { CallerId } from "../../core/facts.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { DialplanFunction, FunctionCall } from "../functions.ts";

/** Functions about the channel and where it is. */
export const channelFunctions: Readonly<Record<string, DialplanFunction>> = {
  CALLERID: {
    read: ({ channel, text }) => channel === undefined ? "" : readParty("CALLERID", channel.caller, text),
    write: ({ channel, text }, value) => channel?.setCaller(writeParty("CALLERID", text, value)),
  },
  CHANNEL: { read: readChannel, write: writeChannel },
  CONNECTEDLINE: {
    read: ({ channel, text }) =>
      channel === undefined ? "" : readParty("CONNECTEDLINE", channel.parties.connected, text),
    write: ({ channel, text }, value) => channel?.setConnected(writeParty("CONNECTEDLINE", text, value)),
  },
  DEVICE_STATE: { read: ({ engine, text }) => engine.pbx.deviceStates.get(text) },
  DIALPLAN_EXISTS: { read: exists },
  EXCEPTION: { read: readException },
  TIMEOUT: { read: readTimeout, write: writeTimeout },
  VALID_EXTEN: { read: exists },
};

/** The items of `CALLERID()` and `CONNECTEDLINE()` of which Asterisk knows something; it reads others as nothing. */
const partyItems =
  /^(?:all|name|num[^-]*|subaddr[^-]*|tag|ton|pres[^-]*|rdnis|ani2|source|(?:name|num[^-]*|subaddr[^-]*|dnid|ani|priv)(?:-.*)?)$/;

function readParty(name: string, { name: party, number }: CallerId, text: string): string | undefined {
  if (text === "") return undefined;
  const item = text.toLowerCase();
  switch (item) {
    case "num":
    case "number":
      return number;
    case "name":
      return party;
    case "all":
      return `"${party}" <${number}>`;
    default:
      if (partyItems.test(item.split(",", 1)[0] ?? "")) throw unknownItem(name, text);
      return "";
  }
}

function writeParty(name: string, item: string, value: string): Partial<CallerId> {
  switch (item.split(",", 1)[0]) {
    case "num":
    case "number":
      return { number: value.trim() };
    case "name":
      return { name: value.trim() };
    case "all": {
      const { name: party = "", number = "" } = parseCallerId(value);
      return { name: party, number };
    }
    default:
      throw unknownItem(name, item);
  }
}

/** The items that need no technology. */
const channelItems: Readonly<Record<string, (channel: Channel) => string>> = {
  accountcode: ({ parties }) => parties.accountcode,
  callid: () => "",
  channame: ({ name }) => name,
  channeltype: ({ name }) => name.split("/", 1)[0] ?? "",
  context: ({ position }) => position.context,
  exten: ({ position }) => position.exten,
  hangupsource: () => "",
  language: ({ parties }) => parties.language,
  musicclass: () => "",
  name: ({ name }) => name,
  peeraccount: ({ parties }) => parties.peerAccount,
  state: ({ state }) => state,
  tenantid: ({ parties }) => parties.tenantId,
  uniqueid: ({ id }) => id,
};

/** What Asterisk has of every channel besides. */
const otherItems: ReadonlySet<string> = new Set(
  `adsicpe after_bridge_goto amaflags appdata appname audionativeformat audioreadformat audiowriteformat callgroup checkhangup
  device_name digitdetect dtmf_features faxdetect lastcontext lastexten linkedid max_forwards namedcallgroup namedpickupgroup
  onhold parkinglot peer pickupgroup secure_bridge_media secure_bridge_signaling tdd tonezone transfercapability userfield
  videonativeformat`.split(/\s+/),
);

function readChannel({ channel, text }: FunctionCall): string | undefined {
  if (channel === undefined) return "";
  const name = text.toLowerCase();
  const item = Object.hasOwn(channelItems, name) ? channelItems[name] : undefined;
  if (item !== undefined) return item(channel);
  // Others are its technology's.
  const { channeltype } = channelItems;
  if (otherItems.has(name) || channeltype?.(channel) !== "Local") throw unknownItem("CHANNEL", text);
  return undefined;
}

function writeChannel({ engine, channel, text }: FunctionCall, value: string): void {
  if (channel === undefined) return;
  switch (text) {
    case "language":
      return channel.changeParties({ language: value });
    case "accountcode":
      return channel.changeParties({ accountcode: value });
    case "peeraccount":
      return channel.changeParties({ peerAccount: value });
    case "tenantid":
      return channel.changeParties({ tenantId: value });
    case "hangup_handler_push":
      return void engine.thread(channel).hangupHandlers.push(value);
    case "hangup_handler_pop":
      engine.thread(channel).hangupHandlers.pop();
      if (value !== "") engine.thread(channel).hangupHandlers.push(value);
      return;
    case "hangup_handler_wipe":
      engine.thread(channel).hangupHandlers.length = 0;
      if (value !== "") engine.thread(channel).hangupHandlers.push(value);
      return;
    default:
      throw unknownItem("CHANNEL", text);
  }
}

/** `DIALPLAN_EXISTS(context,extension,priority)`, where the last may be a label; it may also be named by less. */
function exists({ engine, channel, text }: FunctionCall): string {
  const [context = "", exten, priority] = splitArguments(text, { limit: 3 });
  if (exten === undefined) return engine.model.contexts.has(context) ? "1" : "0";
  const callerId = channel?.caller.number ?? "";
  const found = priority === undefined || /^\s*\d/.test(priority)
    ? engine.model.find(context, exten, priority === undefined ? 1 : Number(priority), { callerId })
    : engine.model.findLabel(context, exten, priority, { callerId });
  return found.kind === "none" ? "0" : "1";
}

function readException({ engine, channel, text }: FunctionCall): string {
  const exception = channel === undefined ? undefined : engine.thread(channel).exception;
  if (exception === undefined) return "";
  switch (text.toLowerCase()) {
    case "reason":
      return exception.reason;
    case "context":
      return exception.context;
    case "exten":
      return exception.exten;
    case "priority":
      return String(exception.priority);
    default:
      return "";
  }
}

function readTimeout({ engine, channel, text }: FunctionCall): string {
  if (channel === undefined) return "";
  const thread = engine.thread(channel);
  switch (text.charAt(0).toLowerCase()) {
    case "a":
      return thread.deadline === undefined ? "0" : ((thread.deadline.at - engine.pbx.clock.now()) / 1_000).toFixed(3);
    case "d":
      return (thread.digitTimeout / 1_000).toFixed(3);
    case "r":
      return (thread.responseTimeout / 1_000).toFixed(3);
    default:
      return "";
  }
}

function writeTimeout({ engine, channel, text }: FunctionCall, value: string): void {
  if (channel === undefined) return;
  const duration = Math.max(0, Number(value) || 0) * 1_000;
  const thread = engine.thread(channel);
  switch (text.charAt(0).toLowerCase()) {
    case "a":
      return setDeadline({ engine, channel }, duration);
    case "d":
      thread.digitTimeout = duration;
      return;
    case "r":
      thread.responseTimeout = duration;
      return;
  }
}

function setDeadline(
  { engine, channel }: { engine: FunctionCall["engine"]; channel: Channel },
  duration: number,
): void {
  const thread = engine.thread(channel);
  thread.clearDeadline();
  if (duration === 0) return;
  const { clock } = engine.pbx;
  const timer = clock.schedule(duration, () => {
    if (channel.isDead || channel.isHungUp) return;
    thread.isOverdue = true;
    channel.hangUpQuietly();
  });
  thread.deadline = { at: clock.now() + duration, timer };
}

function unknownItem(name: string, item: string): NotSimulatedError {
  return new NotSimulatedError(`Cannot use function "${name}(${item})": this item is not simulated yet`);
}
