import type { CallOptions } from "../_internal/call_options.ts";
import type {
  AmiActionName,
  AmiFields,
  AmiFieldsArgument,
  AmiListItem,
  AmiListName,
  AmiResponseOf,
} from "./action_types.ts";
import { AmiResponseError } from "./errors.ts";
import type { AmiList, ListOptions } from "./list.ts";
import type { AmiMessage } from "./message.ts";

/** How many messages a mailbox has. */
export interface MailboxMessages {
  /** Urgent ones. */
  readonly urgentMessages: number;
  /** New ones. */
  readonly newMessages: number;
  /** Old ones. */
  readonly oldMessages: number;
}

/** The state of an extension's hint. */
export interface ExtensionHint {
  /** The hint's devices and presence; empty when the extension has none. */
  readonly hint: string;
  /** State as Asterisk's number: 0 idle, 1 in use, 2 busy, 4 unavailable, 8 ringing, 16 on hold, -1 not known. */
  readonly status: number;
  /** State in Asterisk's words. */
  readonly statusText: string;
}

/** Where a channel goes in the dialplan. */
export interface DialplanTarget {
  /** The context. */
  context: string;
  /** The extension. */
  exten: string;
  /** The priority, as number or label. @default {1} */
  priority?: number | string;
}

/** How {@linkcode AmiVerbs.redirect} redirects. */
export interface RedirectOptions extends DialplanTarget, CallOptions {
  /** A second channel to redirect at the same time, as one that is bridged with the first would be hung up otherwise. */
  extraChannel?: string;
  /** Where the second channel goes. @default Where the first goes */
  extraTarget?: DialplanTarget;
}

/**
 * What is asked of Asterisk often, in one call each. Each method is one action, of which the documentation tells; all reject as
 * {@linkcode AmiClient.action} does. {@linkcode AmiClient} has them.
 */
export abstract class AmiVerbs {
  /** Sends an action, and resolves with its answer. */
  abstract action<Name extends AmiActionName>(
    name: Name,
    ...args: [...AmiFieldsArgument<Name>, options?: CallOptions]
  ): Promise<AmiMessage & AmiResponseOf<Name>>;

  /** Sends an action that is answered by a list, and gives its items as they come. */
  abstract list<Name extends AmiListName>(
    name: Name,
    ...args: [...AmiFieldsArgument<Name>, options?: ListOptions]
  ): AmiList<AmiMessage & AmiListItem<Name>>;

  /** Asks Asterisk for a sign of life (`Ping`). */
  async ping(options: CallOptions = {}): Promise<void> {
    await this.action("Ping", {}, options);
  }

  /** Hangs up a channel, given by its name or Uniqueid (`Hangup`); `cause` is a Q.850 cause. */
  async hangup(channel: string, options: CallOptions & { cause?: number } = {}): Promise<void> {
    await this.action("Hangup", { Channel: channel, Cause: options.cause }, options);
  }

  /** Sends a channel, and perhaps a second one, to another place in the dialplan (`Redirect`). */
  async redirect(channel: string, options: RedirectOptions): Promise<void> {
    const { context, exten, priority = 1, extraChannel, extraTarget = { context, exten, priority } } = options;
    const extra = extraChannel === undefined ? {} : {
      ExtraChannel: extraChannel,
      ExtraContext: extraTarget.context,
      ExtraExten: extraTarget.exten,
      ExtraPriority: extraTarget.priority ?? 1,
    };
    const fields = { Channel: channel, Context: context, Exten: exten, Priority: priority, ...extra };
    await this.action("Redirect", fields, options);
  }

  /** Plays a DTMF digit to a channel (`PlayDTMF`), for so many milliseconds; with `receive` as if the channel had sent it. */
  async playDtmf(
    channel: string,
    digit: string,
    options: CallOptions & { duration?: number; receive?: boolean } = {},
  ): Promise<void> {
    const { duration, receive } = options;
    await this.action("PlayDTMF", { Channel: channel, Digit: digit, Duration: duration, Receive: receive }, options);
  }

  /** Lets a channel be hung up after so many seconds from now (`AbsoluteTimeout`); 0 takes the limit away. */
  async absoluteTimeout(channel: string, seconds: number, options: CallOptions = {}): Promise<void> {
    await this.action("AbsoluteTimeout", { Channel: channel, Timeout: seconds }, options);
  }

  /** Lists all channels, or one, with details and the values of `variables` (`Status`); `parseVariables()` reads those of an item. */
  channels(
    options: ListOptions & { channel?: string; variables?: readonly string[] } = {},
  ): AmiList<AmiMessage & AmiListItem<"Status">> {
    const { channel, variables } = options;
    return this.list("Status", { Channel: channel, Variables: variables?.join(",") }, options);
  }

  /** Reads a variable or function of a channel, or a global variable (`Getvar`); empty when it is not set. */
  async getVar(variable: string, options: CallOptions & { channel?: string } = {}): Promise<string> {
    const { Value } = await this.action("Getvar", { Variable: variable, Channel: options.channel }, options);
    return Value;
  }

  /** Sets a variable or function of a channel, or a global variable (`Setvar`). */
  async setVar(
    variable: string,
    value: string | number,
    options: CallOptions & { channel?: string } = {},
  ): Promise<void> {
    await this.action("Setvar", { Variable: variable, Value: value, Channel: options.channel }, options);
  }

  /** Reads an entry of AstDB, given as `family/key` (`DBGet`); undefined when there is none. */
  async dbGet(entry: string, options: CallOptions = {}): Promise<string | undefined> {
    return await orMissing(async () => {
      const values: string[] = [];
      for await (const { Val } of this.list("DBGet", splitEntry(entry), options)) values.push(Val);
      return values[0];
    });
  }

  /** Reads all entries of AstDB whose names begin with this family, or with `family/part`, by their names `/family/key` (`DBGetTree`). */
  async dbGetTree(family = "", options: CallOptions = {}): Promise<Map<string, string>> {
    const values = new Map<string, string>();
    for await (const { Key, Val } of this.list("DBGetTree", splitFamily(family), options)) values.set(Key, Val);
    return values;
  }

  /** Writes an entry of AstDB, given as `family/key` (`DBPut`). */
  async dbPut(entry: string, value: string | number, options: CallOptions = {}): Promise<void> {
    await this.action("DBPut", { ...splitEntry(entry), Val: value }, options);
  }

  /** Deletes an entry of AstDB, given as `family/key` (`DBDel`); resolves with whether there was one. */
  async dbDel(entry: string, options: CallOptions = {}): Promise<boolean> {
    return await orMissing(() => this.action("DBDel", splitEntry(entry), options)) !== undefined;
  }

  /** Deletes all entries of AstDB in a family, or under `family/part` (`DBDelTree`); resolves with whether there were any. */
  async dbDelTree(family: string, options: CallOptions = {}): Promise<boolean> {
    const { Family = "", ...key } = splitFamily(family);
    return await orMissing(() => this.action("DBDelTree", { Family, ...key }, options)) !== undefined;
  }

  /** Tells whether messages wait in a mailbox, given as `number@context` (`MailboxStatus`). */
  async mailboxStatus(mailbox: string, options: CallOptions = {}): Promise<boolean> {
    const { Waiting } = await this.action("MailboxStatus", { Mailbox: mailbox }, options);
    return Waiting !== "0";
  }

  /** Counts the messages of a mailbox, given as `number@context` (`MailboxCount`). */
  async mailboxCount(mailbox: string, options: CallOptions = {}): Promise<MailboxMessages> {
    const count = await this.action("MailboxCount", { Mailbox: mailbox }, options);
    return {
      urgentMessages: Number(count.UrgMessages),
      newMessages: Number(count.NewMessages),
      oldMessages: Number(count.OldMessages),
    };
  }

  /** Tells the state of an extension's hint (`ExtensionState`). */
  async extensionState(exten: string, options: CallOptions & { context?: string } = {}): Promise<ExtensionHint> {
    const { context = "default" } = options;
    const { Hint, Status, StatusText } = await this.action(
      "ExtensionState",
      { Exten: exten, Context: context },
      options,
    );
    return { hint: Hint, status: Number(Status), statusText: StatusText };
  }

  /** Reloads Asterisk's configuration, or that of one module (`Reload`). */
  async reload(module?: string, options: CallOptions = {}): Promise<void> {
    await this.action("Reload", { Module: module }, options);
  }

  /** Lists the PJSIP endpoints (`PJSIPShowEndpoints`). */
  pjsipEndpoints(options: ListOptions = {}): AmiList<AmiMessage & AmiListItem<"PJSIPShowEndpoints">> {
    return this.list("PJSIPShowEndpoints", {}, options);
  }

  /** Lists a PJSIP endpoint and all that belongs to it (`PJSIPShowEndpoint`); `item.Event` tells what each is. */
  pjsipEndpoint(
    endpoint: string,
    options: ListOptions = {},
  ): AmiList<AmiMessage & AmiListItem<"PJSIPShowEndpoint">> {
    return this.list("PJSIPShowEndpoint", { Endpoint: endpoint }, options);
  }

  /** Lists the outbound PJSIP registrations (`PJSIPShowRegistrationsOutbound`). */
  pjsipRegistrations(options: ListOptions = {}): AmiList<AmiMessage & AmiListItem<"PJSIPShowRegistrationsOutbound">> {
    return this.list("PJSIPShowRegistrationsOutbound", {}, options);
  }
}

/** Asterisk joins family and key with a slash, and so do we; the first slash divides them. */
function splitEntry(entry: string): AmiFields<"DBGet"> {
  const slash = entry.indexOf("/", 1);
  if (slash < 1 || slash === entry.length - 1) {
    throw new TypeError(`Cannot use the AstDB entry ${JSON.stringify(entry)}: it must be "family/key"`);
  }
  return { Family: entry.slice(entry.startsWith("/") ? 1 : 0, slash), Key: entry.slice(slash + 1) };
}

function splitFamily(family: string): AmiFields<"DBGetTree"> {
  const [name = "", ...rest] = family.replace(/^\//, "").split("/");
  return { ...(name !== "" && { Family: name }), ...(rest.length > 0 && { Key: rest.join("/") }) };
}

/** What Asterisk says of an entry that there is not; the second also when its database can't be written, which it does not tell apart. */
const missing: ReadonlySet<string | undefined> = new Set([
  "Database entry not found",
  "Database entry could not be deleted",
]);

/** Asterisk calls it an error when there is no such entry. */
async function orMissing<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AmiResponseError && missing.has(error.response.get("Message"))) return undefined;
    throw error;
  }
}
