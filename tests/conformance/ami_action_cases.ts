/** For each action a valid request, and what Asterisk says when its fields are missing; the table is long because there are so many actions. */
import type { AmiActionName, AmiFields } from "@asterism/asterisk/ami";
import type { ManagerWorld } from "../support/manager_world.ts";

/** How an action is tried. */
export interface ActionCase<Name extends AmiActionName> {
  /** The fields of a valid request, or why there can be none here. */
  readonly valid: ((world: ManagerWorld) => AmiFields<Name> | Promise<AmiFields<Name>>) | string;
  /** What Asterisk says to a request without any field; where it needs none, each session but a logged-in one is refused. */
  readonly refused?: string;
  /** Undoes what the valid request did. */
  readonly undo?: (world: ManagerWorld) => Promise<unknown>;
  /** Whether the request is sent on a connection of its own, as it changes that or ends it. @default {false} */
  readonly isOwn?: boolean;
}

/** The cases, by the action's name. */
export type ActionCases = { readonly [Name in AmiActionName]?: ActionCase<Name> };

const family = "asterism-actions";
const none = () => ({});
const noCache = "no cache is configured in sorcery.conf";

/** A regular expression, as these two actions take it, for a channel's name. */
function patternOf(name: string): string {
  return `/^${name.replace(/[.;]/g, "[$&]")}$/`;
}

/** One case for each action that a module of this Asterisk has. */
export const actionCases: ActionCases = {
  AbsoluteTimeout: {
    valid: async (world) => ({ Channel: await world.channel(), Timeout: 60 }),
    refused: "No channel specified",
  },
  AgentLogoff: { valid: async (world) => ({ Agent: await world.agent() }), refused: "No agent specified" },
  Agents: { valid: none },
  AGI: {
    valid: async (world) => ({ Channel: await world.asyncAgi(), Command: "NOOP", CommandID: "one" }),
    refused: "Both, Channel and Command are *required*",
  },
  AOCMessage: {
    valid: async (world) => ({ Channel: await world.channel(), MsgType: "D", ChargeType: "FREE" }),
    refused: "Channel and PartialChannel are not specified. Specify at least one of these.",
  },
  Atxfer: {
    valid: async (world) => {
      const { channel } = await world.bridged();
      // Without a code for it in features.conf the channel needs one of its own.
      await world.manager.action("Setvar", { Channel: channel, Variable: "FEATUREMAP(atxfer)", Value: "*2" });
      return { Channel: channel, Exten: "up", Context: "conformance" };
    },
    refused: "No channel specified",
  },
  BlindTransfer: {
    valid: async (world) => ({ Channel: (await world.bridged()).channel, Exten: "up", Context: "conformance" }),
    refused: "No channel specified",
  },
  Bridge: {
    valid: async (world) => ({ Channel1: await world.channel(), Channel2: await world.channel(), Tone: "no" }),
    refused: "Missing channel parameter in request",
  },
  BridgeDestroy: {
    valid: async (world) => ({ BridgeUniqueid: (await world.bridged()).bridge }),
    refused: "BridgeUniqueid must be provided",
  },
  BridgeInfo: {
    valid: async (world) => ({ BridgeUniqueid: (await world.bridged()).bridge }),
    refused: "BridgeUniqueid must be provided",
  },
  BridgeKick: {
    valid: async (world) => {
      const { bridge, channel } = await world.bridged();
      return { BridgeUniqueid: bridge, Channel: channel };
    },
    refused: "Channel must be provided",
  },
  BridgeList: {
    valid: async (world) => {
      await world.bridged();
      return {};
    },
  },
  BridgeTechnologyList: { valid: none },
  BridgeTechnologySuspend: {
    valid: () => ({ BridgeTechnology: "softmix" }),
    refused: "BridgeTechnology must be provided",
    undo: ({ manager }) => manager.action("BridgeTechnologyUnsuspend", { BridgeTechnology: "softmix" }),
  },
  BridgeTechnologyUnsuspend: {
    valid: () => ({ BridgeTechnology: "softmix" }),
    refused: "BridgeTechnology must be provided",
  },
  CancelAtxfer: {
    valid: async (world) => ({ Channel: (await world.bridged()).channel }),
    refused: "No channel specified",
  },
  Challenge: { valid: () => ({ AuthType: "MD5" }), refused: "Must specify AuthType" },
  Command: { valid: () => ({ Command: "core show uptime" }), refused: "No command provided" },
  ConfbridgeKick: {
    valid: async (world) => {
      const { conference, channel } = await world.participant();
      return { Conference: conference, Channel: channel };
    },
    refused: "No Conference name provided.",
  },
  ConfbridgeList: {
    valid: async (world) => ({ Conference: (await world.participant()).conference }),
    refused: "No Conference name provided.",
  },
  ConfbridgeListRooms: {
    valid: async (world) => {
      await world.participant();
      return {};
    },
  },
  ConfbridgeLock: {
    valid: async (world) => ({ Conference: (await world.participant()).conference }),
    refused: "No Conference name provided.",
  },
  ConfbridgeMute: {
    valid: async (world) => ({ Conference: (await world.participant()).conference, Channel: "all" }),
    refused: "No Conference name provided.",
  },
  ConfbridgeSetSingleVideoSrc: {
    valid: async (world) => {
      const { conference, channel } = await world.participant();
      return { Conference: conference, Channel: channel };
    },
    refused: "No Conference name provided.",
  },
  ConfbridgeStartRecord: {
    valid: async (world) => ({ Conference: (await world.participant()).conference }),
    refused: "No Conference name provided.",
  },
  ConfbridgeStopRecord: {
    valid: async (world) => {
      const { conference } = await world.participant();
      await world.manager.action("ConfbridgeStartRecord", { Conference: conference });
      return { Conference: conference };
    },
    refused: "No Conference name provided.",
  },
  ConfbridgeUnlock: {
    valid: async (world) => ({ Conference: (await world.participant()).conference }),
    refused: "No Conference name provided.",
  },
  ConfbridgeUnmute: {
    valid: async (world) => ({ Conference: (await world.participant()).conference, Channel: "all" }),
    refused: "No Conference name provided.",
  },
  ControlPlayback: {
    valid: async (world) => ({ Channel: await world.channel("ControlPlayback", "demo-congrats"), Control: "pause" }),
    refused: "Channel not specified",
  },
  CoreSettings: { valid: none },
  CoreShowChannelMap: {
    valid: async (world) => ({ Channel: (await world.bridged()).channel }),
    refused: "CoreShowChannelMap requires a channel.",
  },
  CoreShowChannels: {
    valid: async (world) => {
      await world.bridged();
      return {};
    },
  },
  CoreStatus: { valid: none },
  CreateConfig: {
    valid: (world) => ({ Filename: `${world.folder}/created.conf` }),
    refused: "Filename not specified",
  },
  DBDel: {
    valid: async ({ manager }) => {
      await manager.action("DBPut", { Family: family, Key: "a", Val: "1" });
      return { Family: family, Key: "a" };
    },
    refused: "No family specified.",
  },
  DBDelTree: {
    valid: async ({ manager }) => {
      await manager.action("DBPut", { Family: family, Key: "a", Val: "1" });
      return { Family: family };
    },
    refused: "No family specified.",
  },
  DBGet: {
    valid: async ({ manager }) => {
      await manager.action("DBPut", { Family: family, Key: "a", Val: "v1: x" });
      return { Family: family, Key: "a" };
    },
    refused: "No family specified.",
    undo: ({ manager }) => manager.action("DBDel", { Family: family, Key: "a" }),
  },
  DBGetTree: {
    valid: async ({ manager }) => {
      await manager.action("DBPut", { Family: family, Key: "a", Val: "1" });
      return { Family: family };
    },
    undo: ({ manager }) => manager.action("DBDel", { Family: family, Key: "a" }),
  },
  DBPut: {
    valid: () => ({ Family: family, Key: "a", Val: 1 }),
    refused: "No family specified",
    undo: ({ manager }) => manager.action("DBDel", { Family: family, Key: "a" }),
  },
  DeviceStateList: { valid: none },
  DialplanExtensionAdd: {
    valid: () => ({ Context: family, Extension: "1", Priority: 1, Application: "NoOp", Replace: true }),
    refused: "Context, Extension, Priority, and Application must be defined for DialplanExtensionAdd.",
    undo: ({ manager }) => manager.action("DialplanExtensionRemove", { Context: family, Extension: "1" }),
  },
  DialplanExtensionRemove: {
    valid: async ({ manager }) => {
      const place = { Context: family, Extension: "1" };
      await manager.action("DialplanExtensionAdd", { ...place, Priority: 1, Application: "NoOp" });
      return place;
    },
    refused: "Context and Extension must be provided for DialplanExtensionRemove",
  },
  Events: { valid: () => ({ EventMask: "call,system" }), refused: "Invalid event mask", isOwn: true },
  ExtensionState: { valid: () => ({ Exten: "up", Context: "conformance" }), refused: "Extension not specified" },
  ExtensionStateList: { valid: none },
  FAXSession: {
    valid: async (world) => ({ SessionNumber: await world.faxSession() }),
    refused: "Invalid session ID",
  },
  FAXSessions: {
    valid: async (world) => {
      await world.faxSession();
      return {};
    },
  },
  FAXStats: { valid: none },
  Filter: {
    valid: () => ({ Operation: "Add", MatchCriteria: "action(include),name(UserEvent)" }),
    refused: "Unknown operation",
    isOwn: true,
  },
  GetConfig: {
    valid: async (world) => ({ Filename: await world.file("[a]\nb=1\n") }),
    refused: "Filename not specified",
  },
  GetConfigJSON: {
    valid: async (world) => ({ Filename: await world.file("[a]\nb=1\n") }),
    refused: "Filename not specified",
  },
  Getvar: {
    valid: async (world) => ({ Channel: await world.channel(), Variable: "CHANNEL(state)" }),
    refused: "No variable specified",
  },
  Hangup: {
    valid: async (world) => ({ Channel: patternOf(await world.channel()) }),
    refused: "No channel specified",
  },
  IAXnetstats: { valid: "Asterisk does not answer it; the test of the client shows that" },
  IAXpeerlist: { valid: none },
  IAXpeers: { valid: none },
  IAXregistry: { valid: none },
  JabberSend: { valid: "no XMPP server is there to send to", refused: "No transport specified" },
  ListCategories: {
    valid: async (world) => ({ Filename: await world.file("[a]\nb=1\n[c]\n") }),
    refused: "Filename not specified",
  },
  ListCommands: { valid: none },
  LocalOptimizeAway: {
    valid: async (world) => ({ Channel: await world.channel() }),
    refused: "'Channel' not specified.",
  },
  LoggerRotate: { valid: none },
  Login: {
    valid: ({ state: { manager } }) => ({ Username: manager.username, Secret: manager.secret }),
    isOwn: true,
  },
  Logoff: { valid: none, isOwn: true },
  MailboxCount: { valid: () => ({ Mailbox: "100@default" }), refused: "Mailbox not specified" },
  MailboxStatus: { valid: () => ({ Mailbox: "100@default" }), refused: "Mailbox not specified" },
  MessageSend: {
    valid: ({ state }) => ({ To: `pjsip:bob/sip:bob@127.0.0.1:${state.sip.port}`, Body: "Hello" }),
    refused: "No 'To' address specified.",
  },
  MixMonitor: {
    valid: async (world) => ({ Channel: await world.channel(), File: "asterism-actions.wav", Options: "i(ID)" }),
    refused: "No channel specified",
  },
  MixMonitorMute: {
    valid: async (world) => {
      const channel = await world.channel();
      await world.mixMonitor(channel);
      return { Channel: channel, Direction: "both", State: true };
    },
    refused: "No direction specified. Must be read, write or both",
  },
  ModuleCheck: { valid: () => ({ Module: "app_queue" }), refused: "Module not loaded" },
  ModuleLoad: {
    valid: () => ({ Module: "app_queue.so", LoadType: "reload" }),
    refused: "Incomplete ModuleLoad action.",
  },
  MuteAudio: {
    valid: async (world) => ({ Channel: await world.channel(), Direction: "in", State: true }),
    refused: "Channel not specified",
  },
  Originate: {
    valid: () => ({ Channel: "Local/brief@conformance/n", Application: "NoOp", Async: true, Variable: { A: "1,2" } }),
    refused: "Channel not specified",
  },
  Park: { valid: async (world) => ({ Channel: (await world.bridged()).channel }), refused: "Channel not specified" },
  ParkedCalls: {
    valid: async (world) => {
      await world.channel("Park", "");
      return {};
    },
  },
  Parkinglots: { valid: none },
  Ping: { valid: none },
  PJSIPHangup: {
    valid: async (world) => ({ Channel: patternOf(await world.channel()), Cause: 486 }),
    refused: "No channel specified",
  },
  PJSIPNotify: {
    valid: ({ state }) => ({ URI: `sip:bob@127.0.0.1:${state.sip.port}`, Variable: { Event: "talk" } }),
    refused: "PJSIPNotify requires either an Option or Variable(s).You must use only one of them.",
  },
  PJSIPQualify: { valid: () => ({ Endpoint: "bob" }), refused: "Endpoint parameter missing." },
  PJSIPRegister: { valid: () => ({ Registration: "*all" }), refused: "Registration parameter missing." },
  PJSIPSetMaintenance: {
    valid: () => ({ Endpoint: "bob", State: "on" }),
    refused: "Endpoint parameter missing",
    undo: ({ manager }) => manager.action("PJSIPSetMaintenance", { Endpoint: "bob", State: "off" }),
  },
  PJSIPShowAors: { valid: none },
  PJSIPShowAuths: { valid: none },
  PJSIPShowContacts: { valid: none },
  PJSIPShowEndpoint: { valid: () => ({ Endpoint: "bob" }), refused: "PJSIPShowEndpoint requires an endpoint name" },
  PJSIPShowEndpoints: { valid: none },
  PJSIPShowMaintenance: {
    valid: async ({ manager }) => {
      await manager.action("PJSIPSetMaintenance", { Endpoint: "bob", State: "on" });
      return {};
    },
    undo: ({ manager }) => manager.action("PJSIPSetMaintenance", { Endpoint: "bob", State: "off" }),
  },
  PJSIPShowRegistrationInboundContactStatuses: { valid: none },
  PJSIPShowRegistrationsInbound: { valid: none },
  PJSIPShowRegistrationsOutbound: { valid: none },
  PJSIPShowResourceLists: { valid: none },
  PJSIPShowSubscriptionsInbound: { valid: none },
  PJSIPShowSubscriptionsOutbound: { valid: none },
  PJSIPUnregister: { valid: () => ({ Registration: "*all" }), refused: "Registration parameter missing." },
  PlayDTMF: {
    valid: async (world) => ({ Channel: await world.channel(), Digit: "1", Duration: 100, Receive: true }),
    refused: "Channel not found",
  },
  PlayMF: {
    valid: async (world) => ({ Channel: await world.channel(), Digit: "1", Duration: 100 }),
    refused: "Channel not found",
  },
  PresenceState: { valid: () => ({ Provider: "CustomPresence:nobody" }), refused: "No provider specified" },
  PresenceStateList: { valid: none },
  QueueAdd: {
    valid: () => ({ Queue: "members", Interface: "Local/x@conformance", Penalty: 1, Paused: true, MemberName: "Bea" }),
    refused: "'Queue' not specified.",
    undo: ({ manager }) => manager.action("QueueRemove", { Queue: "members", Interface: "Local/x@conformance" }),
  },
  QueueChangePriorityCaller: {
    valid: async (world) => ({ Queue: "callers", Caller: await world.caller(), Priority: 5, Immediate: true }),
    refused: "'Queue' not specified.",
  },
  QueueLog: { valid: () => ({ Queue: "members", Event: "TEST" }), refused: "Need 'Queue' and 'Event' parameters." },
  QueueMemberRingInUse: {
    valid: () => ({ Interface: "Local/silent@conformance/n", RingInUse: false }),
    refused: "Need 'Interface' and 'RingInUse' parameters.",
  },
  QueuePause: {
    valid: () => ({ Interface: "Local/silent@conformance/n", Paused: true, Reason: "lunch" }),
    refused: "Need 'Interface' and 'Paused' parameters.",
    undo: ({ manager }) => manager.action("QueuePause", { Interface: "Local/silent@conformance/n", Paused: false }),
  },
  QueuePenalty: {
    valid: () => ({ Interface: "Local/silent@conformance/n", Penalty: 3 }),
    refused: "Need 'Interface' and 'Penalty' parameters.",
  },
  QueueReload: { valid: () => ({ Members: "yes" }) },
  QueueRemove: {
    valid: async ({ manager }) => {
      const member = { Queue: "members", Interface: "Local/x@conformance" };
      await manager.action("QueueAdd", member);
      return member;
    },
    refused: "Need 'Queue' and 'Interface' parameters.",
  },
  QueueReset: { valid: none },
  QueueRule: { valid: none },
  QueueStatus: {
    valid: async (world) => {
      await world.caller();
      return {};
    },
  },
  QueueSummary: { valid: none },
  QueueWithdrawCaller: {
    valid: async (world) => ({ Queue: "callers", Caller: await world.caller(), WithdrawInfo: "closed" }),
    refused: "'Queue' not specified.",
  },
  Redirect: {
    valid: async (world) => ({ Channel: await world.channel(), Context: "conformance", Exten: "up", Priority: 1 }),
    refused: "Channel not specified",
  },
  Reload: { valid: () => ({ Module: "app_queue" }) },
  SendFlash: { valid: async (world) => ({ Channel: await world.channel() }), refused: "Channel not found" },
  SendText: {
    valid: async (world) => ({ Channel: await world.channel(), Message: "Hello" }),
    refused: "No channel specified",
  },
  Setvar: {
    valid: async (world) => ({ Channel: await world.channel(), Variable: "A", Value: 1 }),
    refused: "No variable specified",
  },
  ShowDialPlan: { valid: () => ({ Context: "conformance" }) },
  SorceryMemoryCacheExpire: {
    valid: noCache,
    refused: "SorceryMemoryCacheExpire requires that a cache name be provided.",
  },
  SorceryMemoryCacheExpireObject: {
    valid: noCache,
    refused: "SorceryMemoryCacheExpireObject requires that a cache name be provided.",
  },
  SorceryMemoryCachePopulate: {
    valid: noCache,
    refused: "SorceryMemoryCachePopulate requires that a cache name be provided.",
  },
  SorceryMemoryCacheStale: {
    valid: noCache,
    refused: "SorceryMemoryCacheStale requires that a cache name be provided.",
  },
  SorceryMemoryCacheStaleObject: {
    valid: noCache,
    refused: "SorceryMemoryCacheStaleObject requires that a cache name be provided.",
  },
  Status: {
    valid: async (world) => ({ Channel: await world.channel(), Variables: "A,CALLERID(num)" }),
  },
  StopMixMonitor: {
    valid: async (world) => {
      const channel = await world.channel();
      return { Channel: channel, MixMonitorID: await world.mixMonitor(channel) };
    },
    refused: "No channel specified",
  },
  UpdateConfig: {
    valid: async (world) => {
      const name = await world.file("[a]\nb=1\n");
      return { SrcFilename: name, DstFilename: name, "Action-000000": "NewCat", "Cat-000000": "c" };
    },
    refused: "Filename not specified",
  },
  UserEvent: { valid: () => ({ UserEvent: "Mine", Colour: "red", Tags: ["a", "b"] }) },
  VoicemailBoxSummary: {
    valid: () => ({ Context: "default", Mailbox: "100" }),
    refused: "Need 'Context' and 'Mailbox' parameters.",
  },
  VoicemailForward: { valid: "it needs a message in a mailbox", refused: "Mailbox not specified, required" },
  VoicemailMove: { valid: "it needs a message in a mailbox", refused: "Mailbox not specified, required" },
  VoicemailRefresh: { valid: () => ({ Context: "default" }) },
  VoicemailRemove: { valid: "it needs a message in a mailbox", refused: "Mailbox not specified, required" },
  VoicemailUsersList: { valid: none },
  VoicemailUserStatus: {
    valid: () => ({ Context: "default", Mailbox: "100" }),
    refused: "Need 'Context' and 'Mailbox' parameters.",
  },
  WaitEvent: { valid: () => ({ Timeout: 1 }), isOwn: true },
};
