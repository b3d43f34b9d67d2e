import type { Plans } from "./plan.ts";
import { bridgeEmpty, bridgeWithOne, channelGone, channelInDialplan, channelUp } from "./states.ts";

const values = { applicationName: "~app" };
const look = [{ request: "GET /applications/~app" }];
const plain = ["app=~app"];
const all = ["app=~app&subscribeAll=true"];

/** What each kind of source does when something happens to it. */
const happenings = {
  "a channel": {
    given: channelInDialplan(),
    values: { eventSource: "channel:~c" },
    then: [{ request: "DELETE /channels/~c" }, { event: "ChannelDestroyed", holds: ['"id":"~c"'] }],
  },
  "a bridge": {
    given: [...bridgeEmpty(), ...channelUp()],
    values: { eventSource: "bridge:~b" },
    then: [{ request: "POST /bridges/~b/addChannel?channel=~c" }, { request: "DELETE /bridges/~b" }],
  },
  "a device state": {
    given: [],
    values: { eventSource: "deviceState:Stasis:~d" },
    then: [...look, { request: "PUT /deviceStates/Stasis:~d?deviceState=BUSY" }],
  },
};

/** Applications, their subscriptions and filters, and events that users make. */
export const applicationPlans: Plans = {
  "applications.list": {
    given: [],
    values: {},
    more: {
      "two on one WebSocket": { sockets: ["app=~app,~other"] },
      "one that hears all": { sockets: all },
    },
  },
  "applications.get": {
    given: channelUp(),
    values,
    more: {
      "that is not there": { values: { applicationName: "~nobody" } },
      "with nothing": { given: [] },
      "with a bridge": { given: bridgeWithOne() },
      "that hears all": { given: [], sockets: all },
      "whose WebSocket is closed": { given: [{ socket: "close", query: "app=~app" }] },
      "whose WebSocket is closed while it has a channel": {
        given: [...channelUp(), { socket: "close", query: "app=~app" }],
      },
      "whose WebSocket is back": {
        given: [
          ...channelUp(),
          { socket: "close", query: "app=~app" },
          { socket: "open", query: "app=~app" },
        ],
      },
      "that was replaced": { given: [{ socket: "open", query: "app=~app&x=1" }] },
    },
  },
  "applications.subscribe": {
    given: channelInDialplan(),
    values: { applicationName: "~app", eventSource: "channel:~c" },
    more: {
      ...happenings,
      "twice": {
        then: [{ request: "POST /applications/~app/subscription?eventSource=channel:~c" }],
      },
      "an application that is not there": { values: { applicationName: "~nobody" } },
      ...Object.fromEntries(
        [
          "channel:~nobody",
          "bridge:~nobody",
          "endpoint:PJSIP/nobody",
          "endpoint:PJSIP/alice",
          "endpoint:PJSIP",
          "endpoint:Nothing",
          "endpoint:Nothing/x",
          "deviceState:Stasis:~x",
          "deviceState:PJSIP/alice",
          "deviceState:Nothing/x",
          "channel:",
          "bridge:",
          "endpoint:",
          "deviceState:",
          "nothing:x",
          "channel",
          ":",
        ].map((eventSource) => [`to ${eventSource}`, { values: { eventSource } }]),
      ),
      "to several": {
        given: [...bridgeEmpty(), ...channelInDialplan()],
        values: { eventSource: ["channel:~c", "bridge:~b"] },
      },
      "to one that is there and one that is not": { values: { eventSource: ["channel:~c", "bridge:~nobody"] } },
      "to a channel that is gone": { given: channelGone() },
      "of one that hears all": { sockets: all },
    },
  },
  "applications.unsubscribe": {
    given: [...channelInDialplan(), { request: "POST /applications/~app/subscription?eventSource=channel:~c" }],
    values: { applicationName: "~app", eventSource: "channel:~c" },
    then: look,
    more: {
      "what it is subscribed to by the channel in it": { given: channelUp(), then: look },
      "twice": { then: [{ request: "DELETE /applications/~app/subscription?eventSource=channel:~c" }] },
      "an application that is not there": { values: { applicationName: "~nobody" } },
      ...Object.fromEntries(
        [
          "channel:~nobody",
          "bridge:~nobody",
          "endpoint:PJSIP/alice",
          "endpoint:PJSIP",
          "endpoint:Nothing/x",
          "deviceState:Stasis:~x",
          "channel:",
          "bridge:",
          "endpoint:",
          "deviceState:",
          "nothing:x",
          "channel",
        ].map((eventSource) => [`from ${eventSource}`, { values: { eventSource } }]),
      ),
      "from a bridge": {
        given: [...bridgeEmpty(), { request: "POST /applications/~app/subscription?eventSource=bridge:~b" }],
        values: { eventSource: "bridge:~b" },
      },
      "from a device state": {
        given: [{ request: "POST /applications/~app/subscription?eventSource=deviceState:Stasis:~x" }],
        values: { eventSource: "deviceState:Stasis:~x" },
      },
      "from an endpoint": {
        given: [{ request: "POST /applications/~app/subscription?eventSource=endpoint:PJSIP/alice" }],
        values: { eventSource: "endpoint:PJSIP/alice" },
      },
      "from two sources": {
        given: [
          ...bridgeEmpty(),
          ...channelInDialplan(),
          { request: "POST /applications/~app/subscription?eventSource=channel:~c,bridge:~b" },
        ],
        values: { eventSource: ["channel:~c", "bridge:~b"] },
      },
    },
  },
  "applications.filter": {
    given: channelUp(),
    values: { applicationName: "~app", filter: { allowed: [{ type: "StasisEnd" }] } },
    then: [{ request: "DELETE /channels/~c" }, { pause: 300 }, ...look],
    more: {
      ...Object.fromEntries(
        Object.entries({
          "that allows nothing": { allowed: [] },
          "that disallows": { disallowed: [{ type: "StasisEnd" }] },
          "that does both": { allowed: [{ type: "StasisEnd" }], disallowed: [{ type: "StasisEnd" }] },
          "that names an unknown type": { allowed: [{ type: "Nothing" }] },
          "that resets": {},
          "that is a list": [{ type: "StasisEnd" }],
          "whose entry has no type": { allowed: [{}] },
          "whose type is a number": { allowed: [{ type: 5 }] },
          "whose list is a text": { allowed: "StasisEnd" },
          "with an unknown key": { nothing: [{ type: "StasisEnd" }] },
          "in small letters": { allowed: [{ type: "stasisend" }] },
        }).map(([title, json]) => [title, { values: { filter: undefined }, json }]),
      ),
      "an application that is not there": { values: { applicationName: "~nobody" } },
      "and a second one": {
        then: [
          { request: "PUT /applications/~app/eventFilter", json: { disallowed: [{ type: "StasisEnd" }] } },
          ...look,
        ],
      },
      "without a body": { values: { filter: undefined } },
    },
  },
  "events.eventWebsocket": {
    given: [],
    values: {},
    sockets: [],
    then: [{ socket: "open", query: "app=~app" }, ...look],
    more: {
      ...Object.fromEntries(
        [
          "",
          "app=",
          "app=~app,,~other",
          "app=~app, ~other",
          "app=~app&app=~other",
          "app=~app&subscribeAll=yes",
          "app=~app&subscribeAll=no",
          "app=~app&subscribeAll=word",
          `app=~${"a".repeat(65)}`,
          `app=~${"a".repeat(66)}`,
          "app=~a%2Fb:c",
          "nothing=~app",
        ].map((query) => [`opening with "${query}"`, {
          then: [{ socket: "open" as const, query }, { request: "GET /applications" }],
        }]),
      ),
      "opened twice": {
        sockets: plain,
        then: [{ socket: "open", query: "app=~app&x=1" }, ...look],
      },
      "opened twice, the first closed": {
        sockets: plain,
        then: [
          { socket: "open", query: "app=~app&x=1" },
          { socket: "close", query: "app=~app" },
          ...look,
        ],
      },
    },
  },
  "events.userEvent": {
    given: channelUp(),
    values: { eventName: "~name", application: "~app" },
    optional: { source: "channel:~c", variables: { SOME: "thing", n: 5, o: { x: [1] } } },
    sockets: plain,
    more: {
      ...Object.fromEntries(
        [
          "channel:~nobody",
          "bridge:~nobody",
          "endpoint:PJSIP/alice",
          "endpoint:PJSIP/nobody",
          "endpoint:PJSIP",
          "deviceState:Stasis:~x",
          "channel:",
          "nothing:x",
          "channel",
        ].map((source) => [`about ${source}`, { values: { source } }]),
      ),
      "about two": { given: bridgeWithOne(), values: { source: ["channel:~c", "bridge:~b"] } },
      "to an application that is not there": { values: { application: "~nobody" } },
      "to an application that is not listening": {
        given: [...channelUp(), { socket: "close", query: "app=~app" }],
      },
      "with a variable eventname": { values: { variables: { eventname: "x" } } },
      "with empty variables": { values: { variables: {} } },
    },
  },
  "events.claimChannel": {
    given: [
      {
        request: "POST /channels/~d?endpoint=Local/broadcast@conformance&otherChannelId=~c" +
          "&context=conformance&extension=up&priority=1",
        json: { variables: { APP: "~app" } },
      },
      { event: "CallBroadcast", holds: ['"id":"~c"'] },
    ],
    values: { channelId: "~c", application: "~app" },
    then: [{ event: "StasisStart", holds: ['"id":"~c"'] }],
    more: {
      "no channel": { given: [], then: [] },
      "a channel in an application": { given: channelUp(), then: [] },
      "a channel in the dialplan": { given: channelInDialplan(), then: [] },
      "twice": {
        then: [
          { event: "StasisStart", holds: ['"id":"~c"'] },
          { request: "POST /events/claim?channelId=~c&application=~app" },
        ],
      },
      "for an application that is not there": { values: { application: "~nobody" }, then: [{ pause: 300 }] },
    },
  },
};
