import type { ModelName } from "../ari/generated/models.ts";
import type { OperationId } from "../ari/generated/operations.ts";
import type { Model, Property } from "../ari/operation.ts";

/** What some releases brought, of what the simulator has; operations have their own `since`. */
export interface Addition {
  /** The first release of each branch that has it. */
  readonly since: readonly string[];
  /** Parameters of operations. */
  readonly parameters?: Partial<Record<OperationId, readonly string[]>>;
  /** Values of parameters. */
  readonly values?: Partial<Record<OperationId, Readonly<Record<string, readonly string[]>>>>;
  /** Error statuses that are documented for operations. */
  readonly errors?: Partial<Record<OperationId, readonly number[]>>;
  /** Models, events among them. */
  readonly models?: readonly ModelName[];
  /** Properties of models. */
  readonly properties?: Partial<Record<ModelName, readonly string[]>>;
  /** Operations that answered something else before. */
  readonly answers?: readonly OperationId[];
  /** Applications of the dialplan. */
  readonly applications?: readonly string[];
  /** What has no name of its own in ARI. */
  readonly feature?: ReleaseFeature;
}

/** What {@linkcode AsteriskRelease.has} can be asked for. */
export type ReleaseFeature =
  /** Requests as frames of an events WebSocket. */
  | "socket-requests"
  /** Objects with `value` and `report_events` among the variables of a request. */
  | "variable-objects";

/** The oldest and the newest branch, and the one that is simulated where none is named. */
export const branches = { first: 16, last: 23, default: 22 } as const;

/** The newest release of each branch, as far as this is known here. */
export const newestReleases: Readonly<Record<number, string>> = {
  16: "16.30.1",
  17: "17.9.4",
  18: "18.26.4",
  19: "19.8.1",
  20: "20.20.1",
  21: "21.12.3",
  22: "22.10.1",
  23: "23.4.1",
};

/** What came after 16.0.0, in the order of Asterisk's branches. */
export const additions: readonly Addition[] = [
  { since: ["16.2.0"], models: ["AsteriskPing"] },
  {
    since: ["16.2.0"],
    values: {
      "channels.hangup": {
        reason: [
          "timeout",
          "rejected",
          "unallocated",
          "normal_unspecified",
          "number_incomplete",
          "codec_mismatch",
          "interworking",
          "failure",
        ],
      },
    },
  },
  {
    since: ["16.3.0"],
    models: ["ApplicationMoveFailed"],
    properties: { Application: ["events_allowed", "events_disallowed"], Bridge: ["creationtime"] },
  },
  { since: ["16.4.0"], models: ["RTPstat"], properties: { DialplanCEP: ["app_name", "app_data"] } },
  { since: ["16.7.0"], answers: ["channels.externalMedia"] },
  { since: ["16.11.0", "17.5.0"], parameters: { "channels.create": ["variables"] } },
  {
    since: ["16.27.0", "18.13.0", "19.5.0"],
    properties: { Channel: ["protocol_id"] },
  },
  { since: ["17.0.0"], parameters: { "channels.hangup": ["reason_code"] } },
  {
    since: ["18.0.0"],
    parameters: { "bridges.addChannel": ["inhibitConnectedLineUpdates"], "channels.externalMedia": ["data"] },
    values: { "channels.externalMedia": { encapsulation: ["audiosocket"], transport: ["tcp"] } },
  },
  { since: ["18.16.0", "20.1.0"], applications: ["If", "ElseIf", "Else", "EndIf", "ExitIf"] },
  { since: ["18.21.0", "20.6.0", "21.1.0"], properties: { Channel: ["caller_rdnis"] } },
  { since: ["18.25.0", "20.10.0", "21.5.0"], properties: { Channel: ["tenantid"] } },
  {
    since: ["20.13.0", "21.8.0", "22.3.0"],
    models: ["ChannelTransfer", "ReferTo", "ReferredBy", "RequiredDestination", "AdditionalParam"],
    errors: { "bridges.create": [409], "bridges.createWithId": [409] },
  },
  {
    since: ["20.14.0", "21.9.0", "22.4.0"],
    models: ["RESTHeader", "RESTQueryStringParameter", "RESTRequest", "RESTResponse"],
    feature: "socket-requests",
  },
  { since: ["20.15.0", "21.10.0", "22.5.0"], models: ["ApplicationRegistered", "ApplicationUnregistered"] },
  {
    since: ["20.16.0", "21.11.0", "22.6.0"],
    values: {
      "channels.externalMedia": { encapsulation: ["none"], transport: ["websocket"], connection_type: ["server"] },
    },
  },
  {
    since: ["20.17.0", "22.7.0", "23.1.0"],
    parameters: {
      "bridges.play": ["announcer_format"],
      "bridges.playWithId": ["announcer_format"],
      "bridges.record": ["recorder_format"],
    },
    errors: { "bridges.play": [422], "bridges.playWithId": [422] },
    properties: { ChannelDestroyed: ["tech_cause"], ChannelHangupRequest: ["tech_cause"] },
  },
  { since: ["20.18.0", "22.8.0", "23.2.0"], parameters: { "channels.externalMedia": ["transport_data"] } },
  {
    since: ["20.20.0", "22.10.0", "23.4.0"],
    models: ["CallBroadcast", "CallClaimed", "Variables"],
    parameters: {
      "bridges.create": ["variables"],
      "bridges.createWithId": ["variables"],
      "channels.setChannelVar": ["report_events"],
    },
    properties: { Bridge: ["bridgevars"] },
    applications: ["StasisBroadcast"],
    feature: "variable-objects",
  },
  { since: ["22.0.0"], models: ["ChannelToneDetected"] },
];

/** A property that was another one before. */
export interface Change {
  /** The first release of each branch in which it is as it is now. */
  readonly since: readonly string[];
  /** The model and its property. */
  readonly model: ModelName;
  readonly property: string;
  /** What the property was. */
  readonly former: Partial<Property>;
  /** What its value was, where it is this one now. */
  readonly formerValue?: (value: unknown) => unknown;
  /** Models that are gone. */
  readonly formerModels?: readonly Model[];
}

/** What changed after 16.0.0. */
export const changes: readonly Change[] = [
  { since: ["16.3.0"], model: "Event", property: "timestamp", former: { required: false } },
  {
    since: ["16.9.0", "17.3.0"],
    model: "TextMessage",
    property: "variables",
    former: { type: "TextMessageVariable", list: true },
    // The list had what a message takes with it when it is sent on: nothing, of one that was received.
    formerValue: () => [],
    formerModels: [{
      name: "TextMessageVariable",
      resource: "endpoints",
      summary: "A variable of a text message.",
      properties: [
        { name: "key", type: "string", list: false, required: true },
        { name: "value", type: "string", list: false, required: true },
      ],
    }],
  },
  {
    since: ["16.20.0", "18.6.0"],
    model: "Playback",
    property: "state",
    former: { values: ["queued", "playing", "paused", "continuing", "done"] },
    formerValue: (state) => state === "failed" ? "done" : state,
  },
];
