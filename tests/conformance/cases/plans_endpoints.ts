import type { Plan, Plans } from "./plan.ts";

const device = { deviceName: "Stasis:~d" };
const set = [{ request: "PUT /deviceStates/Stasis:~d?deviceState=INUSE" }];
const look = [{ request: "GET /deviceStates/Stasis:~d" }];

const message: Plan["more"] = {
  "without a body": { values: { body: undefined } },
  "from nobody in particular": { values: { from: "" } },
};

/** Endpoints, device states and mailboxes. */
export const endpointPlans: Plans = {
  "endpoints.list": { given: [], values: {} },
  "endpoints.listByTech": {
    given: [],
    values: { tech: "PJSIP" },
    more: Object.fromEntries(["Local", "pjsip", "Nothing", "SIP", "IAX2", "CONFBRIDGE"].map((tech) => {
      return [`of ${tech}`, { values: { tech } }];
    })),
  },
  "endpoints.get": {
    given: [],
    values: { tech: "PJSIP", resource: "bob" },
    more: {
      "that nobody knows": { values: { resource: "nobody" } },
      "of a technology that nobody knows": { values: { tech: "Nothing" } },
      "of a technology in small letters": { values: { tech: "pjsip" } },
      "of Local": { values: { tech: "Local", resource: "up@conformance" } },
    },
  },
  "endpoints.sendMessage": {
    given: [],
    values: { to: "pjsip:bob", from: "sip:alice@127.0.0.1", body: "Hello" },
    optional: { variables: { SOME: "thing" } },
    more: {
      ...message,
      "to nobody": { values: { to: "pjsip:nobody" } },
      "to a scheme that nobody knows": { values: { to: "nothing:bob" } },
      "to no scheme": { values: { to: "bob" } },
      "to nothing": { values: { to: "" } },
    },
  },
  "endpoints.refer": {
    given: [],
    values: { to: "pjsip:bob", from: "sip:alice@127.0.0.1", refer_to: "sip:carol@127.0.0.1" },
    optional: { to_self: true, variables: { SOME: "thing" } },
    more: {
      "to nobody": { values: { to: "pjsip:nobody" } },
      "to a scheme that nobody knows": { values: { to: "nothing:bob" } },
      "to nothing": { values: { to: "" } },
    },
  },
  "endpoints.sendMessageToEndpoint": {
    given: [],
    values: { tech: "PJSIP", resource: "bob", from: "sip:alice@127.0.0.1", body: "Hello" },
    optional: { variables: { SOME: "thing" } },
    more: {
      ...message,
      "that nobody knows": { values: { resource: "nobody" } },
      "of a technology that nobody knows": { values: { tech: "Nothing" } },
      "of Local": { values: { tech: "Local", resource: "up@conformance" } },
    },
  },
  "endpoints.referToEndpoint": {
    given: [],
    values: { tech: "PJSIP", resource: "bob", from: "sip:alice@127.0.0.1", refer_to: "sip:carol@127.0.0.1" },
    optional: { to_self: true, variables: { SOME: "thing" } },
    more: {
      "that nobody knows": { values: { resource: "nobody" } },
      "of a technology that nobody knows": { values: { tech: "Nothing" } },
    },
  },
  "deviceStates.list": {
    given: [...set, { request: "PUT /deviceStates/Stasis:~e?deviceState=BUSY" }],
    values: {},
    more: { "nothing there": { given: [] } },
  },
  "deviceStates.get": {
    given: set,
    values: device,
    more: {
      "not set": { given: [] },
      ...Object.fromEntries(
        [
          "PJSIP/bob",
          "PJSIP/nobody",
          "Local/up@conformance",
          "Local/nowhere@conformance",
          "Nothing/x",
          "nothing",
          "Stasis:",
          "Custom:x",
        ]
          .map((deviceName) => [`of ${deviceName}`, { values: { deviceName } }]),
      ),
    },
  },
  "deviceStates.update": {
    given: [],
    values: { ...device, deviceState: "INUSE" },
    then: look,
    more: {
      ...Object.fromEntries(
        ["NOT_INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD", "UNKNOWN", "busy", "NOTHING"]
          .map(
            (deviceState) => [`to ${deviceState}`, { values: { deviceState } }],
          ),
      ),
      "again": { given: set },
      "to another": { given: set, values: { deviceState: "BUSY" } },
      "of PJSIP": { values: { deviceName: "PJSIP/bob" } },
      "without a name": { values: { deviceName: "Stasis:" } },
      "in small letters": { values: { deviceName: "stasis:~d" } },
      "with subscribers": {
        given: [{ request: "POST /applications/~app/subscription?eventSource=deviceState:Stasis:~d" }],
      },
      "to the same, with subscribers": {
        given: [...set, { request: "POST /applications/~app/subscription?eventSource=deviceState:Stasis:~d" }],
      },
    },
  },
  "deviceStates.delete": {
    given: set,
    values: device,
    then: look,
    more: {
      "not set": { given: [] },
      "of PJSIP": { values: { deviceName: "PJSIP/bob" } },
      "without a name": { values: { deviceName: "Stasis:" } },
      "with subscribers": {
        given: [...set, { request: "POST /applications/~app/subscription?eventSource=deviceState:Stasis:~d" }],
      },
    },
  },
  "mailboxes.list": { given: [], values: {} },
  "mailboxes.get": { given: [], values: { mailboxName: "~m" } },
  "mailboxes.update": { given: [], values: { mailboxName: "~m", oldMessages: 1, newMessages: 2 } },
  "mailboxes.delete": { given: [], values: { mailboxName: "~m" } },
};
